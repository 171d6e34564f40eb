using System.Text.Json;
using System.Text.RegularExpressions;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Outcomes;
using ConvoStudio.Application.Studios;
using ConvoStudio.Browser.Tests.LiveMetrics;
using ConvoStudio.Engine.Contexts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.Shell;

/// <summary>The console by keyboard alone, and the frame around the pages in both sizes and themes.</summary>
public sealed class KeyboardTests(BrowserApp app, SeededStudio seeded)
{
    [Fact]
    public async Task Journey_ByKeyboardAlone()
    {
        await seeded.MakeAsync(app);
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false), SeededStudio.Playbook);
        var (page, keys) = (window.Page, window.Page.Keyboard);
        var palette = page.Locator("#palette");
        var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1 });

        // Palette to a page; the first result is chosen, and Enter may come before the answer.
        await keys.PressAsync("Control+k");
        await Assertions.Expect(palette.Locator("[role=option][aria-selected=true]")).ToHaveCountAsync(1);
        await window.CheckAsync("palette");
        await keys.TypeAsync("experim");
        await keys.PressAsync("Enter");
        await Assertions.Expect(heading).ToHaveTextAsync("Experiments");

        // List to detail and back, without the mouse.
        await keys.PressAsync("/");
        await Assertions.Expect(page.Locator("input[data-search], [data-search] input")).ToBeFocusedAsync();
        await keys.TypeAsync("g h");
        await Assertions.Expect(heading).ToHaveTextAsync("Experiments");
        await window.GoAsync("experiments");
        // Which row is the first depends on what other tests made.
        var first = page.Locator("main [data-row]").First;
        await first.WaitForAsync();
        await keys.PressAsync("f");
        Assert.True(await page.EvaluateAsync<bool>("() => !!document.activeElement.closest('.w-filter')"), "F does not lead to the filter.");
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await keys.PressAsync("j");
        await Assertions.Expect(first).ToBeFocusedAsync();
        var address = await first.GetAttributeAsync("href");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(app.Address, address).ToString());
        await page.GoBackAsync();
        await Assertions.Expect(heading).ToHaveTextAsync("Experiments");

        // Pairs of keys; a new action opens its panel.
        await keys.PressAsync("g");
        await keys.PressAsync("r");
        await Assertions.Expect(heading).ToHaveTextAsync("Rules");
        await keys.PressAsync("n");
        await keys.PressAsync("a");
        await Assertions.Expect(page.Locator("[data-panel]")).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(page.Locator("[data-panel]")).ToHaveCountAsync(0);

        await keys.PressAsync("Control+k");
        await Assertions.Expect(palette.Locator("[role=option][aria-selected=true]")).ToHaveCountAsync(1);
        await keys.TypeAsync("> new act");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-panel]")).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(page.Locator("[data-panel]")).ToHaveCountAsync(0);

        // A command, the recent ones; the focus comes back.
        await page.Locator("[data-palette-open]").FocusAsync();
        await keys.PressAsync("Enter");
        await keys.TypeAsync(">dark");
        await Assertions.Expect(palette.Locator("[role=option]")).ToHaveCountAsync(1);
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Assertions.Expect(page.Locator("[data-palette-open]")).ToBeFocusedAsync();
        await keys.PressAsync("Control+k");
        await Assertions.Expect(palette.GetByRole(AriaRole.Option, new() { Name = "Experiments" }).First).ToBeVisibleAsync();
        await Assertions.Expect(palette).ToContainTextAsync("Recent");
        await keys.PressAsync("Escape");

        await page.Locator("main").FocusAsync();
        await keys.PressAsync("Shift+?");
        await Assertions.Expect(page.Locator("#key-list")).ToBeVisibleAsync();
        await window.CheckAsync("keys-list");
        await keys.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#key-list")).Not.ToBeVisibleAsync();
        window.CheckConsole("keyboard");
    }

    [Fact]
    public async Task Draft_OfAHalfFilledForm_SurvivesAReload_AndCanBeDiscarded()
    {
        await seeded.MakeAsync(app);
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false), SeededStudio.Playbook);
        var page = window.Page;
        await window.GoAsync("experiments/new");
        await page.Locator("input[data-name]").FillAsync("Half filled");
        // The page's policy forbids what a waiting function would need; the store is asked until it has the draft.
        await page.EvaluateAsync("() => new Promise(done => { const look = () => Object.entries(localStorage).some(([key, value]) => key.startsWith('cs-draft:') && value.includes('half-filled')) ? done() : setTimeout(look, 20); look(); })");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("input[data-name]")).ToHaveValueAsync("Half filled");
        await Assertions.Expect(page.Locator("[data-draft]")).ToBeVisibleAsync();
        await window.CheckAsync("draft");
        await page.Locator("[data-discard-draft]").ClickAsync();
        await Assertions.Expect(page.Locator("input[data-name]")).ToHaveValueAsync("");
        await window.GoAsync("experiments/new");
        await Assertions.Expect(page.Locator("[data-draft]")).ToHaveCountAsync(0);
    }

    [Theory, InlineData(1280, false), InlineData(400, true)]
    public async Task Home_System_AndPalette_Pass(int width, bool dark)
    {
        await seeded.MakeAsync(app);
        await TalkAsync();
        var view = new View(width, dark);
        await using var window = await app.OpenSignedInAsync(view, SeededStudio.Playbook);
        var page = window.Page;
        await Assertions.Expect(page.Locator("[data-stat=Decisions] .cs-stat-value")).Not.ToHaveTextAsync("0");
        await window.CheckAsync("home-busy", fullPage: true);
        await page.Locator("[data-palette-open]").ClickAsync();
        await page.Locator("#palette input").FillAsync("card");
        await Assertions.Expect(page.Locator("#palette [role=option]").First).ToBeVisibleAsync();
        await window.CheckAsync("palette-things");
        await page.Keyboard.PressAsync("Escape");

        await window.GoAsync("settings/system");
        await page.Locator("[data-measure]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-stat='In the data folder']")).ToBeVisibleAsync();
        await page.Locator("[data-back-up]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-backup]").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-kind=Checkpoints] [data-goes]")).ToContainTextAsync("nothing goes now");
        await window.CheckAsync("system", fullPage: true);
    }

    private async Task TalkAsync()
    {
        var studio = app.Services.GetRequiredService<Studio>();
        for (var i = 0; i < 12; i++)
        {
            var opened = await studio.Conversations.OpenAsync(
                new OpenConversation("key", SeededStudio.Playbook, $"customer-{Guid.NewGuid():N}", null, "web", null, "Europe/Berlin", null, null, null), Identity());
            var id = JsonDocument.Parse(opened.Body).RootElement.GetProperty("conversationId").GetGuid();
            await studio.Decisions.DecideAsync(id, null, Identity());
            await studio.Conversations.AddTurnAsync(id, new AddTurn(Speaker.Customer, ["answer"]), Identity());
            await studio.Outcomes.RecordAsync(id, new RecordOutcome("converted", i % 3 == 0 ? 1 : 0, true), Identity());
        }

        app.Services.GetRequiredService<TrafficFold>().Advance();
    }

    private static RequestIdentity Identity() => RequestIdentity.Of(Guid.NewGuid().ToString(), "test", []);
}
