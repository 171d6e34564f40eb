using Bunit;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Compliance;

namespace ConvoStudio.Web.Tests.Components.Compliance;

public sealed class NewRulePageTests : PageTest
{
    [Fact]
    public async Task Sentence_FollowsTheKind_AndShowsWhatIsMissing()
    {
        await SignInAsync(Roles.ComplianceOfficer);
        await CreatePlaybookAsync();
        var page = Render<NewRulePage>();
        page.WaitForElement("[data-sentence]");
        Assert.Equal("Before …, the customer must have done ….", page.Find("[data-sentence]").TextContent);
        await page.Find("[data-form=ForbidWhenFact]").ClickAsync();
        Assert.Equal("Never … when … is ….", page.Find("[data-sentence]").TextContent);
    }

    [Fact]
    public async Task Save_WithoutParts_NamesThem_AndStoresNothing()
    {
        await SignInAsync(Roles.ComplianceOfficer);
        await CreatePlaybookAsync();
        await Get<FactService>().AddAsync(Other, "cards", "income", FactType.Number, FactUsages.Policy);
        var page = Render<NewRulePage>();
        page.WaitForElement("#new-rule");
        await page.Find("#new-rule").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("A rule needs at least one act.", page.Markup, StringComparison.Ordinal));
        Assert.Empty((await Get<PlaybookService>().GetAsync(Other, "cards")).Rules);
    }
}
