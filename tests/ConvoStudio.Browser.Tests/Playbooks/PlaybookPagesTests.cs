using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.Playbooks;

/// <summary>An empty playbook, filled by hand: fact, action, rule, reward.</summary>
public sealed class PlaybookPagesTests(BrowserApp app)
{
    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task EmptyPlaybook_IsFilledByHand(int width, bool dark)
    {
        var view = new View(width, dark);
        var key = $"by-hand-{view}";
        await using var window = await app.OpenSignedInAsync(view);
        var page = window.Page;
        await window.GoAsync("playbooks/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync($"By hand {view}");
        await Assertions.Expect(page.GetByLabel("Key", new() { Exact = true })).ToHaveValueAsync(key);
        await window.CheckAsync("playbook-new");
        await page.Locator("button[data-create]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/actions$"));
        await Assertions.Expect(page.Locator("[data-playbook]")).ToHaveAttributeAsync("data-playbook", key);

        await page.Locator("[data-row=hand-over]").ClickAsync();
        var panel = page.Locator("[data-panel]");
        await panel.GetByLabel("Words (en)").FillAsync("I hand you over to a colleague.");
        await window.CheckAsync("action-panel");
        await panel.Locator("button[data-save]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-notice]").Last).ToContainTextAsync("hand-over is saved");
        await panel.Locator("button[data-archive]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-notice]").Last).ToContainTextAsync("fallback");

        await window.GoAsync("facts?new=1");
        await panel.GetByLabel("Key").FillAsync("monthly_income");
        await panel.Locator("[data-type=number]").ClickAsync();
        await window.CheckAsync("fact-panel");
        await panel.Locator("button[data-save]").ClickAsync();
        await Assertions.Expect(page.Locator("td [data-row=monthly_income]")).ToBeVisibleAsync();
        // Once added, the drawer shows the fact as it is stored.
        await Assertions.Expect(panel.Locator("h2").First).ToHaveTextAsync("monthly_income");
        await panel.Locator("[data-usage=policy]").ClickAsync();
        await panel.Locator("button[data-save]").ClickAsync();
        await Assertions.Expect(page.Locator("tbody [data-badge=StateProtected]")).ToBeVisibleAsync();
        await panel.Locator("[data-close]").ClickAsync();
        await window.CheckAsync("facts");

        await window.GoAsync("rules/new");
        await page.Locator("[data-form=forbid]").ClickAsync();
        await page.Locator("[data-slot=actions]").ClickAsync();
        await page.Locator("[data-chooser] [data-name=hand-over]").CheckAsync();
        await page.Locator("[data-chooser] [data-done]").ClickAsync();
        await page.Locator("[data-slot=when]").ClickAsync();
        await page.Locator("[data-chooser] [data-fact]").SelectOptionAsync("monthly_income");
        await page.Locator("[data-chooser] [data-comparison]").SelectOptionAsync("AtMost");
        await page.Locator("[data-chooser] [data-operand]").FillAsync("500");
        await page.Locator("[data-chooser] [data-take]").ClickAsync();
        await page.GetByLabel("Key", new() { Exact = true }).FillAsync("no-poor");
        await Assertions.Expect(page.Locator("[data-sentence]")).ToContainTextAsync("monthly_income is at most 500");
        await window.CheckAsync("rule-new");
        await page.Locator("[data-review]").First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/rules/no-poor$"));
        await window.GoAsync("rules");
        await Assertions.Expect(page.Locator("[data-rule=no-poor]")).ToContainTextAsync("In review");
        await window.CheckAsync("rules");

        await window.GoAsync("reward");
        await page.GetByLabel("Weight of conversion").FillAsync("-1");
        await page.Locator("[data-save]").First.ClickAsync();
        await Assertions.Expect(page.GetByText("A weight must be a number, 0 or more.")).ToBeVisibleAsync();
        await page.GetByLabel("Weight of conversion").FillAsync("0.9");
        await window.CheckAsync("reward");
        await page.Locator("[data-save]").First.ClickAsync();
        await Assertions.Expect(page.Locator("[data-notice]").Last).ToContainTextAsync("The reward is saved");
        await page.ReloadAsync();
        await window.WaitForCircuitAsync();
        await Assertions.Expect(page.GetByLabel("Weight of conversion")).ToHaveValueAsync("0.9");
        window.CheckConsole("playbook");
    }
}
