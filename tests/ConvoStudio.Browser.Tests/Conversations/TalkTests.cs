using System.Text.RegularExpressions;
using ConvoStudio.Browser.Tests.LiveMetrics;
using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.Conversations;

/// <summary>From a filtered list to the reasons of a decision, what a reward would have paid, and an agent that is connected.</summary>
public sealed class TalkTests(BrowserApp app, SeededStudio seeded)
{
    [Theory, InlineData(1280, false), InlineData(400, true)]
    public async Task Talk_FromListToReasonsRewardAndIntegration(int width, bool dark)
    {
        await seeded.MakeAsync(app);
        var rehearsal = await SeededStudio.RehearseAsync(app, 200, 23);
        await SeededStudio.EndAsync(app, rehearsal.JobId);
        var view = new View(width, dark);
        await using var window = await app.OpenSignedInAsync(view, SeededStudio.Playbook);
        await SaveViewAsync(window, $"Sold {view}");
        await ReasonAsync(window, rehearsal.Id);
        await RewardAsync(window);
        await IntegrateAsync(window);
    }

    private static async Task SaveViewAsync(ConsoleWindow window, string name)
    {
        var page = window.Page;
        await window.GoAsync("conversations?outcome=converted&source=imported");
        await Assertions.Expect(page.Locator("[data-row]")).ToHaveCountAsync(25);
        await Assertions.Expect(page.Locator("[data-count]")).ToContainTextAsync("conversations");
        await page.Locator("[data-older]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("before=\\d+"));
        await page.Locator("[data-newer]").WaitForAsync();
        await page.Locator("[data-more]").ClickAsync();
        await page.Locator("[data-filters-more]").WaitForAsync();
        await window.CheckAsync("talk-list", fullPage: true);

        await page.Locator("[data-views]").ClickAsync();
        await page.GetByLabel("Name of the view").FillAsync(name);
        await page.Locator("[data-save-view]").ClickAsync();
        await page.Locator($"[data-view-row='{name}']").WaitForAsync();
        await window.CheckAsync("talk-views");
        await page.Locator("[data-close]").ClickAsync();
        await window.GoAsync("conversations");
        await page.Locator($"[data-view='{name}']").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("outcome=converted"));
        await Assertions.Expect(page.Locator("[data-row]")).ToHaveCountAsync(25);
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-csv]").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.True(lines.Length > 26, "The file holds only the page that was shown.");
        Assert.All(lines.Skip(1), line => Assert.Contains(",imported,", line, StringComparison.Ordinal));
    }

    private static async Task ReasonAsync(ConsoleWindow window, Guid rehearsal)
    {
        var page = window.Page;
        await window.GoAsync($"rehearsals/{rehearsal}/conversations?experiment={SeededStudio.Experiment}&arm=treatment");
        await page.Locator("[data-row]").First.ClickAsync();
        await page.Locator("[data-weighed]").WaitForAsync();
        await Assertions.Expect(page.Locator("[data-unfaithful]")).ToHaveCountAsync(0);
        await window.ChooseLastDecisionAsync();
        await page.Locator("[data-weighed]").WaitForAsync();
        await page.Locator("[data-replay]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-replay-result=identical]")).ToBeVisibleAsync();
        await page.Locator("[data-reward] [data-total]").WaitForAsync();
        await window.CheckAsync("talk-conversation", fullPage: true);
        var (here, heading) = (page.Url, await page.Locator("h1").InnerTextAsync());
        await page.Keyboard.PressAsync("]");
        await Assertions.Expect(page).Not.ToHaveURLAsync(here);
        await Assertions.Expect(page.Locator("h1")).Not.ToHaveTextAsync(heading);
        await page.Locator("[data-weighed]").WaitForAsync();
        await page.Keyboard.PressAsync("[");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(new Uri(here).AbsolutePath)));
    }

    private static async Task RewardAsync(ConsoleWindow window)
    {
        var page = window.Page;
        await window.GoAsync("reward");
        await page.Locator("[data-group=Imported]").WaitForAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("[data-group=Simulated]")).Not.ToHaveCountAsync(0);
        var changed = page.Locator("[data-stat='Conversations that change'] .cs-stat-value");
        await Assertions.Expect(changed).ToHaveTextAsync("0");
        await page.Locator("[data-field=conversionWeight]").FillAsync("0.4");
        await Assertions.Expect(changed).Not.ToHaveTextAsync("0");
        await Assertions.Expect(page.Locator(".apexcharts-canvas")).ToHaveCountAsync(1);
        await window.CheckAsync("talk-reward", fullPage: true);
    }

    private static async Task IntegrateAsync(ConsoleWindow window)
    {
        var page = window.Page;
        await window.GoAsync("integrate");
        await page.Locator("[data-tools]").WaitForAsync();
        await page.Locator("[data-tab=csharp]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-sample=csharp]")).ToContainTextAsync("PostAsync");
        await page.Locator("[data-play]").ClickAsync();
        await page.Locator("[data-step=close]").WaitForAsync();
        await Assertions.Expect(page.Locator("[data-step] .cs-badge.good")).ToHaveCountAsync(8);
        await page.Locator("[data-step=decide] summary").ClickAsync();
        await window.CheckAsync("talk-integrate", fullPage: true);
    }
}
