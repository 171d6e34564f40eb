using Bunit;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Components.Compliance;

namespace ConvoStudio.Web.Tests.Components.Compliance;

public sealed class RuleNamesPageTests : PageTest
{
    private async Task<IRenderedComponent<RuleNamesPage>> OpenAsync(string role = Roles.ComplianceOfficer)
    {
        await SignInAsync(role);
        await CreatePlaybookAsync();
        var page = Render<RuleNamesPage>();
        page.WaitForElement("[data-names=channels]");
        return page;
    }

    [Fact]
    public async Task Save_WhatWasTyped_IsWhatRulesMayName()
    {
        var page = await OpenAsync();
        page.Find("[data-names=jurisdictions]").Input("at\nde\n");
        page.Find("[data-names=tags]").Input("risky: hand-over");
        page.Find("[data-names=holidays]").Input("at: 2026-12-25, 2026-12-26\n*: 2026-01-01");
        await page.Find("[data-save]").ClickAsync();
        var terms = (await Get<RuleReader>().TermsAsync(Other, "cards")).Terms;
        page.WaitForAssertion(() => Assert.Equal("at: 2026-12-25, 2026-12-26", page.Find("[data-names=holidays]").GetAttribute("value")!.Split('\n')[1]));
        Assert.Equal(["at", "de"], terms.Jurisdictions);
        Assert.Equal(["hand-over"], terms.Tags!["risky"]);
        Assert.Equal(new DateOnly(2026, 1, 1), Assert.Single(terms.Holidays![RuleTerms.AnyJurisdiction]));
        Assert.Equal(2, terms.Holidays["at"].Count);
    }

    [Fact]
    public async Task Save_LineThatCannotBeRead_NamesIt_AndSavesNothing()
    {
        var page = await OpenAsync();
        page.Find("[data-names=holidays]").Input("*: 25.12.2026");
        page.Find("[data-names=tags]").Input("risky hand-over");
        await page.Find("[data-save]").ClickAsync();
        Assert.Contains("25.12.2026", page.Find("[data-wrong=holidays]").TextContent, StringComparison.Ordinal);
        Assert.Contains("risky hand-over", page.Find("[data-wrong=tags]").TextContent, StringComparison.Ordinal);
        Assert.Null((await Get<RuleReader>().TermsAsync(Other, "cards")).Terms.Holidays);
    }

    [Fact]
    public async Task Save_UnknownActionOrJurisdiction_IsSaidAtTheField()
    {
        var page = await OpenAsync();
        page.Find("[data-names=tags]").Input("risky: shout");
        page.Find("[data-names=holidays]").Input("ch: 2026-08-01");
        await page.Find("[data-save]").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("no action shout", page.Find("[data-wrong=tags]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Name the jurisdiction first", page.Find("[data-wrong=holidays]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_AfterSomebodyElse_IsAConflictThatOffersTheNewer()
    {
        var page = await OpenAsync();
        await Get<RuleService>().SetTermsAsync(Other, "cards", RuleTerms.Usual with { Jurisdictions = ["ch"] }, 0);
        page.Find("[data-names=jurisdictions]").Input("at");
        await page.Find("[data-save]").ClickAsync();
        await page.WaitForElement("[data-reload]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("ch", page.Find("[data-names=jurisdictions]").GetAttribute("value")));
    }

    [Fact]
    public async Task WhoDoesNotReviewRules_ReadsOnly()
    {
        var page = await OpenAsync(Roles.SalesManager);
        Assert.Empty(page.FindAll("[data-save]"));
        Assert.True(page.Find("[data-names=channels]").HasAttribute("readonly"));
    }
}
