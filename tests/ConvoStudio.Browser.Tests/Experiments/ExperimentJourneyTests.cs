using System.Text.RegularExpressions;
using ConvoStudio.Browser.Tests.LiveMetrics;
using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.Experiments;

/// <summary>An A/B experiment from its form to what was learnt: template, start with the launch list, ramp-up, note, stop, conclusion, report.</summary>
public sealed class ExperimentJourneyTests(BrowserApp app, SeededStudio seeded)
{
    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task Journey_OfAnAbExperiment_EndsInItsLearnings(int width, bool dark)
    {
        await seeded.MakeAsync(app);
        await using var window = await app.OpenSignedInAsync(new View(width, dark), SeededStudio.Playbook);
        var page = window.Page;
        var key = $"careful-{width}";
        await WriteAsync(window, key);
        await StartAsync(window);

        await OpenTabAsync(page, "setup", "[data-plan]");
        await Assertions.Expect(page.Locator("[data-traffic-now]")).ToContainTextAsync("10.0");
        await page.Locator("[data-ramp]").FillAsync("50");
        await Assertions.Expect(page.Locator("[data-ramp-slide]")).ToHaveValueAsync("50");
        await page.Locator("[data-ramp-save]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-traffic-now]")).ToContainTextAsync("50.0");
        await window.CheckAsync("experiment-plan", fullPage: true);

        await OpenTabAsync(page, "notes", "[data-no-notes]");
        await page.Locator("textarea[data-note]").FillAsync("The spring campaign began.");
        await page.Locator("[data-note-add]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-notes]")).ToContainTextAsync("The spring campaign began.");
        await window.CheckAsync("experiment-notes", fullPage: true);
        await OpenTabAsync(page, "health", "[data-health]");
        await window.CheckAsync("experiment-health", fullPage: true);

        await page.Locator("[data-stop]").ClickAsync();
        await page.Locator("textarea[data-reason]").FillAsync("The campaign would blur it.");
        await page.Locator("[data-confirm]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-reason-shown]")).ToContainTextAsync("The campaign would blur it.");
        await ConcludeAsync(window);
        await ReadAsync(window, key);
    }

    private static async Task WriteAsync(ConsoleWindow window, string key)
    {
        var page = window.Page;
        await window.GoAsync("experiments/new");
        await page.Locator("[data-template=CarefulRollIn]").ClickAsync();
        await Assertions.Expect(page.Locator("input[data-traffic]")).ToHaveValueAsync("10");
        await page.Locator("input[data-name]").FillAsync(key);
        await Assertions.Expect(page.Locator("input[data-key]")).ToHaveValueAsync(key);
        // The other tests of this playbook have the main layer.
        await page.Locator("[data-layer]").SelectOptionAsync("");
        await Assertions.Expect(page.Locator("[data-check=Room]")).ToHaveAttributeAsync("data-state", "Fine");
        await page.Locator("[data-add-clause]").ClickAsync();
        await page.Locator("[data-clause='0'] [data-channels]").FillAsync("web, chat");
        await page.Locator("[data-power]").WaitForAsync();
        await page.Locator("[data-create]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-form]")).ToContainTextAsync("Write something here.");
        await window.CheckAsync("experiment-wizard", fullPage: true);
        await page.Locator("textarea[data-hypothesis]").FillAsync("Asking first pays, and a tenth of the customers is enough to see harm.");
        await page.Locator("[data-create]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/experiments/{key}$"));
        await Assertions.Expect(page.Locator("h1 .cs-badge").First).ToHaveTextAsync("Draft");
    }

    private static async Task StartAsync(ConsoleWindow window)
    {
        var page = window.Page;
        await page.Locator("[data-start]").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("[data-check=Rehearsal][data-state=Warns]").WaitForAsync();
        await window.CheckAsync("experiment-start-dialog");
        await dialog.Locator("[data-confirm]").ClickAsync();
        await Assertions.Expect(page.Locator("h1 .cs-badge").First).ToHaveTextAsync("Running");
    }

    private static async Task ConcludeAsync(ConsoleWindow window)
    {
        var page = window.Page;
        await page.Locator("[data-conclude]").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("[data-goes-on=treatment]").CheckAsync();
        await dialog.Locator("textarea[data-reason]").FillAsync("The numbers are few, the risk is small.");
        await dialog.Locator("textarea[data-learnings]").FillAsync("A tenth of a week is too little to see two points.");
        await window.CheckAsync("experiment-conclude-dialog");
        await dialog.Locator("[data-confirm]").ClickAsync();
        await OpenTabAsync(page, "results", "[data-conclusion=treatment]");
        await window.CheckAsync("experiment-concluded", fullPage: true);
    }

    private static async Task ReadAsync(ConsoleWindow window, string key)
    {
        var page = window.Page;
        await window.GoAsync($"experiments/{key}/report");
        await Assertions.Expect(page.Locator("[data-report]")).ToContainTextAsync("The spring campaign began.");
        await page.Locator("[data-report] [data-trust=nobody]").WaitForAsync();
        await window.CheckAsync("experiment-report", fullPage: true);
        await window.GoAsync("experiments");
        await page.Locator($"[data-row='{key}']").WaitForAsync();
        await page.Locator("[data-view=learnings]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-learned]")).ToContainTextAsync("A tenth of a week is too little");
        await window.CheckAsync("experiment-learnings", fullPage: true);
        await window.GoAsync($"experiments/new?from={key}");
        await Assertions.Expect(page.Locator("input[data-name]")).ToHaveValueAsync($"Copy of {key}");
    }

    private static async Task OpenTabAsync(IPage page, string tab, string shows)
    {
        await page.Locator($"[data-tab={tab}]").ClickAsync();
        await page.Locator(shows).First.WaitForAsync();
    }
}
