using ConvoStudio.Application.Simulations;
using ConvoStudio.Application.Studios;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.LiveMetrics;

public sealed class LivePagesTests(BrowserApp app, SeededStudio seeded)
{
    private const string ChartObjects = "[...document.querySelectorAll('[data-chart] [aria-hidden]')].filter(one => one.liveChart).map(one => one.liveChart.apex)";

    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task Rehearsal_FromItsBoardToAReplay_PassesEverywhere(int width, bool dark)
    {
        await seeded.MakeAsync(app);
        var rehearsal = await SeededStudio.RehearseAsync(app, 300, 11);
        await SeededStudio.EndAsync(app, rehearsal.JobId);
        await using var window = await app.OpenSignedInAsync(new View(width, dark), SeededStudio.Playbook);
        var page = window.Page;

        await window.GoAsync($"rehearsals/{rehearsal.Id}");
        await Assertions.Expect(page.Locator(".apexcharts-canvas")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("[data-simulated]")).ToContainTextAsync("Simulated");
        await window.CheckAsync("rehearsal", fullPage: true);

        await page.Locator("[data-tab=segments]").ClickAsync();
        await page.Locator("[data-segment-table]").WaitForAsync();
        await Assertions.Expect(page.Locator("[data-simulated]")).ToContainTextAsync("Simulated");
        await window.CheckAsync("rehearsal-segments", fullPage: true);

        await page.Locator("[data-conversations]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-row]")).ToHaveCountAsync(25);
        await window.CheckAsync("rehearsal-conversations", fullPage: true);

        await page.Locator("[data-row]").First.ClickAsync();
        await Assertions.Expect(page.Locator("[data-why]")).ToBeVisibleAsync();
        await window.CheckAsync("conversation");
        await window.ChooseLastDecisionAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("turn=\\d+"));
        await page.Locator("[data-replay]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-replay-result=identical]")).ToBeVisibleAsync();
        await window.CheckAsync("conversation-replayed", fullPage: true);

        await page.Locator("[data-decision]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-route]")).ToBeVisibleAsync();
        await page.Locator("[data-replay]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-replay-result=identical]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-hops] li")).Not.ToHaveCountAsync(0);
        await window.CheckAsync("decision", fullPage: true);
    }

    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task Lists_AndForms_PassEverywhere(int width, bool dark)
    {
        await seeded.MakeAsync(app);
        await using var window = await app.OpenSignedInAsync(new View(width, dark), SeededStudio.Playbook);
        var page = window.Page;
        await window.GoAsync("experiments");
        await page.Locator($"[data-row='{SeededStudio.Experiment}']").WaitForAsync();
        await window.CheckAsync("experiments");

        await window.GoAsync("experiments/new");
        await page.Locator("[data-create]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-form]")).ToContainTextAsync("Write something here.");
        await window.CheckAsync("experiment-new", fullPage: true);

        await window.GoAsync($"experiments/{SeededStudio.Experiment}?tab=setup");
        await page.Locator("[data-arm=treatment]").WaitForAsync();
        await window.CheckAsync("experiment-setup", fullPage: true);

        await window.GoAsync("rehearsals");
        await window.CheckAsync("rehearsals");

        await window.GoAsync("conversations?source=imported");
        await Assertions.Expect(page.Locator("[data-row]")).ToHaveCountAsync(25);
        await window.CheckAsync("conversations", fullPage: true);
        await page.Locator("[data-row]").First.ClickAsync();
        await page.Locator("[data-talk]").WaitForAsync();
        await window.CheckAsync("conversation-imported", fullPage: true);
    }

    [Fact]
    public async Task Board_WhileItRuns_MovesOnTheSameCharts_HoldsAndLetsGo()
    {
        await seeded.MakeAsync(app);
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false), SeededStudio.Playbook);
        var page = window.Page;
        await window.GoAsync($"experiments/{SeededStudio.Experiment}");
        await page.Locator("[data-rehearse]").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Customers").FillAsync("50000");
        await dialog.GetByLabel("Seed").FillAsync("5");
        await window.CheckAsync("rehearse-dialog");
        await dialog.Locator("[data-confirm]").ClickAsync();

        await page.Locator("[data-progress]").WaitForAsync();
        var finished = page.Locator("[data-arm=control] [data-cell=finished]");
        await finished.WaitForAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".apexcharts-canvas")).ToHaveCountAsync(3, new() { Timeout = 60_000 });
        var charts = await page.EvaluateHandleAsync(ChartObjects);
        var line = page.Locator("[data-chart='Conversion by arm'] .apexcharts-line-series path.apexcharts-line").First;
        // Lines that nobody sees stand still.
        await line.ScrollIntoViewIfNeededAsync();
        var (number, path) = (await finished.InnerTextAsync(), await line.GetAttributeAsync("d"));
        await Assertions.Expect(finished).Not.ToHaveTextAsync(number);
        await Assertions.Expect(line).Not.ToHaveAttributeAsync("d", path!);
        Assert.True(await page.EvaluateAsync<bool>($"before => {ChartObjects}.every((one, at) => one === before[at])", charts), "A chart was made anew.");
        await window.CheckAsync("rehearsal-running", fullPage: true);

        await page.Keyboard.PressAsync(".");
        await page.Locator("[data-held]").WaitForAsync();
        var held = await finished.InnerTextAsync();
        await Assertions.Expect(page.Locator("[data-held]")).Not.ToContainTextAsync(" 0 newer");
        Assert.Equal(held, await finished.InnerTextAsync());
        await window.CheckAsync("rehearsal-held");
        await page.Keyboard.PressAsync(".");
        await Assertions.Expect(page.Locator("[data-held]")).ToHaveCountAsync(0);
        await Assertions.Expect(finished).Not.ToHaveTextAsync(held);

        var id = Guid.Parse(new Uri(page.Url).Segments[^1]);
        var bottle = await app.Services.GetRequiredService<RehearsalBottles>().FindAsync(id);
        Assert.Equal(1, bottle!.Metrics.SubscriberCount);
        await page.Locator("[data-cancel]").ClickAsync();
        await page.Locator("[data-again]").WaitForAsync(new() { Timeout = 60_000 });
        await window.CheckAsync("rehearsal-canceled");
        await page.Locator("[data-nav='/rehearsals']").ClickAsync();
        await page.Locator("[data-row]").First.WaitForAsync();
        Assert.Equal(0, bottle.Metrics.SubscriberCount);
    }

    /// <summary>A walk between two networks: what was on its way to the browser is lost, and the board goes on by itself.</summary>
    [Fact]
    public async Task Board_AfterALostConnection_CountsAndDrawsOn()
    {
        await seeded.MakeAsync(app);
        var rehearsal = await SeededStudio.RehearseAsync(app, 50_000, 29);
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false), SeededStudio.Playbook);
        var page = window.Page;
        await window.GoAsync($"rehearsals/{rehearsal.Id}");
        await Assertions.Expect(page.Locator(".apexcharts-canvas")).ToHaveCountAsync(3, new() { Timeout = 60_000 });
        var line = page.Locator("[data-chart='Conversion by arm'] .apexcharts-line-series path.apexcharts-line").First;
        await line.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(line).Not.ToHaveAttributeAsync("d", (await line.GetAttributeAsync("d"))!);

        var lost = page.Locator("#components-reconnect-modal");
        await page.Context.SetOfflineAsync(true);
        await page.EvaluateAsync("Blazor._internal.forceCloseConnection()");
        await Assertions.Expect(lost).ToBeVisibleAsync();
        await SeededStudio.MovedAsync(app, rehearsal.Id, frames: 20);
        // What the browser says of failed requests is no mistake of ours, so the console is not asked.
        await window.ScreenshotAsync("connection-lost");
        await window.CheckAccessibilityAsync("connection lost");
        await page.Context.SetOfflineAsync(false);

        await Assertions.Expect(lost).Not.ToBeVisibleAsync(new() { Timeout = 60_000 });
        var finished = page.Locator("[data-arm=control] [data-cell=finished]");
        var (number, path) = (await finished.InnerTextAsync(), await line.GetAttributeAsync("d"));
        await Assertions.Expect(finished).Not.ToHaveTextAsync(number);
        await Assertions.Expect(line).Not.ToHaveAttributeAsync("d", path!);
        await page.Locator("[data-cancel]").ClickAsync();
        await page.Locator("[data-again]").WaitForAsync();
    }

    [Fact]
    public async Task Experiment_StartPauseStop_AsksAndChangesTheBadge()
    {
        await seeded.MakeAsync(app);
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false), SeededStudio.Playbook);
        var page = window.Page;
        var studio = app.Services.GetRequiredService<Studio>();
        await window.GoAsync("experiments/new");
        await page.GetByLabel("Name").FillAsync("Shorter close");
        await Assertions.Expect(page.GetByLabel("Key", new() { Exact = true })).ToHaveValueAsync("shorter-close");
        await page.GetByLabel("Hypothesis").FillAsync("Fewer words close more.");
        await page.Locator("[data-create]").ClickAsync();
        var badge = page.Locator("h1 .cs-badge").First;
        await Assertions.Expect(badge).ToHaveTextAsync("Draft");
        await window.CheckAsync("experiment-draft");
        foreach (var (button, state) in ((string, string)[])[("start", "Running"), ("pause", "Paused"), ("resume", "Running"), ("stop", "Stopped")])
        {
            await page.Locator($"[data-{button}]").ClickAsync();
            if (button is "pause" or "stop") await page.Locator("textarea[data-reason]").FillAsync("Seen enough.");
            await page.Locator("[data-confirm]").ClickAsync();
            await Assertions.Expect(badge).ToHaveTextAsync(state);
            if (button == "start") await page.Locator("[data-board]").WaitForAsync();
            await window.CheckAsync($"experiment-{state.ToLowerInvariant()}");
        }
        Assert.Equal(1, studio.Metrics.SubscribersOf("shorter-close"));
        await page.Locator("[data-nav='/experiments']").ClickAsync();
        await page.Locator("[data-row='shorter-close']").WaitForAsync();
        Assert.Equal(0, studio.Metrics.SubscribersOf("shorter-close"));
    }
}
