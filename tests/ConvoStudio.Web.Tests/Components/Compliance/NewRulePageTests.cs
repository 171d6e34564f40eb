using Bunit;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Compliance;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Tests.Components.Compliance;

public sealed class NewRulePageTests : PageTest
{
    private async Task<IRenderedComponent<NewRulePage>> OpenAsync(string? key = null)
    {
        await SignInAsync(Roles.ComplianceOfficer);
        await CreatePlaybookAsync();
        await Get<FactService>().AddAsync(Other, "cards", "minor", FactType.Flag, FactUsages.Policy);
        if (key is not null) await Get<RuleService>().CreateAsync(Other, "cards", key, new RuleWriting("Never say hand-over when minor is true."));
        return Render<NewRulePage>(p => p.Add(page => page.Key, key));
    }

    [Fact]
    public async Task Forms_AreFifteen_AndChoosingOneShowsItsSentence()
    {
        var page = await OpenAsync();
        page.WaitForElement("[data-form=forbid]");
        Assert.Equal(15, page.FindAll("[data-form]").Count);
        await page.Find("[data-form=forbid]").ClickAsync();
        Assert.Contains("Never say", page.Find("[data-sentence]").TextContent, StringComparison.Ordinal);
        page.WaitForElement("[data-examples=found]");
    }

    [Fact]
    public async Task AskForReview_OfAnOpenSentence_NamesWhatIsMissing_AndStoresNothing()
    {
        var page = await OpenAsync();
        page.WaitForElement("[data-form=say-with]");
        await page.Find("[data-form=say-with]").ClickAsync();
        await page.Find("[data-review]").ClickAsync();
        Assert.Contains("What sets it off: Needs at least one act.", page.Find("[data-problems]").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, (await Get<RuleReader>().ListAsync(Other, "cards", new RuleQuery())).Total);
    }

    [Fact]
    public async Task TypedSentence_ShowsThePlaceOfTheMistake_AndIsSavedOnceItReads()
    {
        var page = await OpenAsync();
        page.WaitForElement("[data-form=forbid]");
        await page.Find("[data-form=forbid]").ClickAsync();
        await page.Find("[data-mode=text]").ClickAsync();
        await page.Find("[data-typing]").InputAsync("Never say hand-over when minor is maybe not.");
        Assert.Equal("41", page.Find("[data-problem-at]").GetAttribute("data-problem-at"));
        await page.Find("[data-typing]").InputAsync("Never say hand-over when minor is true, as in \"Act 7\".");
        Assert.Empty(page.FindAll("[data-problem-at]"));
        await page.Find("[data-review]").ClickAsync();
        page.WaitForAssertion(() => Assert.EndsWith("/rules/forbid", Get<NavigationManager>().Uri, StringComparison.Ordinal));
        var rule = (await Get<RuleReader>().GetAsync(Other, "cards", "forbid")).Newest;
        Assert.Equal((RuleStatus.InReview, "Never say hand-over when minor is true, as in \"Act 7\"."), (rule.Status, rule.Sentence));
    }

    [Fact]
    public async Task Edit_BeginsWithTheRule_AndSomebodyElsesSaveIsAConflict()
    {
        var page = await OpenAsync("no-minors");
        page.WaitForElement("[data-sentence]");
        var rule = (await Get<RuleReader>().GetAsync(Other, "cards", "no-minors")).Newest;
        await Get<RuleService>().EditAsync(Other, "cards", "no-minors", new RuleWriting("Never say hand-over."), rule.Revision);
        await page.Find("[data-save]").ClickAsync();
        page.WaitForElement("[data-problem]");
        Assert.Equal("Never say hand-over.", (await Get<RuleReader>().GetAsync(Other, "cards", "no-minors")).Newest.Sentence);
    }

    [Fact]
    public async Task Edit_OfARuleThatIsNotThere_SaysSo()
    {
        await SignInAsync(Roles.ComplianceOfficer);
        await CreatePlaybookAsync();
        var page = Render<NewRulePage>(p => p.Add(one => one.Key, "nothing"));
        page.WaitForAssertion(() => Assert.Contains("There is no such rule", page.Markup, StringComparison.Ordinal));
    }
}
