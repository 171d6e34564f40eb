using Bunit;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Components.Compliance;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Tests.Components.Compliance;

public sealed class RulesPageTests : PageTest
{
    private async Task<IRenderedComponent<RulesPage>> OpenAsync(string query = "")
    {
        await SignInAsync(Roles.ComplianceOfficer);
        await CreatePlaybookAsync();
        await Get<RuleService>().CreateAsync(Other, "cards", "b-never", new RuleWriting("Never say hand-over, as in \"Act 7\"."));
        var rule = await Get<RuleService>().CreateAsync(Other, "cards", "a-cap", new RuleWriting("Say hand-over at most 2 times per customer."));
        await Get<RuleService>().SubmitAsync(Other, "cards", "a-cap", rule.Revision);
        Get<NavigationManager>().NavigateTo($"/rules{query}");
        var page = Render<RulesPage>();
        page.WaitForElement("[data-rule]");
        return page;
    }

    private static IEnumerable<string?> Keys(IRenderedComponent<RulesPage> page) => page.FindAll("tr[data-rule]").Select(row => row.GetAttribute("data-rule"));

    [Fact]
    public async Task List_ShowsStatusSourceAndHowOftenItFired()
    {
        var page = await OpenAsync();
        Assert.Equal(["b-never", "a-cap"], Keys(page));
        Assert.Contains("Act 7", page.Find("[data-rule=b-never]").TextContent, StringComparison.Ordinal);
        Assert.Contains("In review", page.Find("[data-rule=a-cap]").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal("0", page.Find("[data-rule=a-cap] [data-fired]").TextContent));
    }

    [Fact]
    public async Task Filters_ComeFromTheAddressAndGoThere()
    {
        var page = await OpenAsync("?status=inreview");
        Assert.Equal(["a-cap"], Keys(page));
        page.Find("[data-filter=status]").Change("");
        page.WaitForAssertion(() => Assert.Equal(2, Keys(page).Count()));
        page.Find("[data-filter=form]").Change("forbid");
        page.WaitForAssertion(() => Assert.Equal(["b-never"], Keys(page)));
        Assert.EndsWith("?form=forbid", Get<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sort_TurnsRoundWithTheSecondClick()
    {
        var page = await OpenAsync();
        await page.Find("[data-sort=status]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(["b-never", "a-cap"], Keys(page)));
        await page.Find("[data-sort=status]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(["a-cap", "b-never"], Keys(page)));
        Assert.EndsWith("?sort=-status", Get<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ShowsWrongLinesByNumber_ThenMakesDrafts()
    {
        await OpenAsync();
        var page = Render<ImportRulesPage>();
        page.WaitForElement("[data-text]").Change("# ours\nc-one: Never say hand-over.\nc-two: Never shout.");
        await page.Find("[data-preview]").ClickAsync();
        page.WaitForElement("[data-wrong='line 3']");
        page.Find("[data-text]").Change("c-one: Never say hand-over.");
        await page.Find("[data-preview]").ClickAsync();
        page.WaitForElement("[data-coming=c-one]");
        await page.Find("[data-apply]").ClickAsync();
        page.WaitForAssertion(() => Assert.EndsWith("/rules?status=draft", Get<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Equal(3, (await Get<RuleReader>().ListAsync(Other, "cards", new RuleQuery())).Total);
    }

    [Fact]
    public async Task Export_IsWhatTheFilterShows_AndTheDocumentsImportAgain()
    {
        var page = await OpenAsync("?q=hand-over");
        page.WaitForAssertion(() => Assert.Equal("0", page.Find("[data-rule=a-cap] [data-fired]").TextContent));
        await page.Find("[data-csv]").ClickAsync();
        var lines = Saved("rules.csv").Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("key,version,status,sentence,citation,fired_30_days,proof,changed", lines[0]);
        Assert.StartsWith("b-never,1,Draft,\"Never say hand-over, as in \"\"Act 7\"\".\",Act 7,0,,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("a-cap,1,InReview,", lines[2], StringComparison.Ordinal);
        await page.Find("[data-json]").ClickAsync();
        await CreatePlaybookAsync("again");
        Assert.Equal(2, await Get<RuleImportService>().ImportAsync(Other, "again", Saved("rules.jsonl")));
        Assert.Equal("Never say hand-over, as in \"Act 7\".", (await Get<RuleReader>().GetAsync(Other, "again", "b-never")).Newest.Sentence);
    }

    private string Saved(string name) => (string)JSInterop.Invocations.Single(call => call.Identifier == "save" && call.Arguments.Contains(name)).Arguments[1]!;
}
