using Bunit;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Components.Compliance;
using ConvoStudio.Web.Components.Home;
using MudBlazor;

namespace ConvoStudio.Web.Tests.Components.Compliance;

public sealed class RuleDetailPageTests : PageTest
{
    private static readonly IActor Third = Actor.Person("third", "Lea Brandt", Roles.All);

    private async Task<IRenderedComponent<RuleDetailPage>> OpenAsync(bool review = true)
    {
        await SignInAsync(Roles.ComplianceOfficer);
        await CreatePlaybookAsync();
        var rule = await Get<RuleService>().CreateAsync(Other, "cards", "quiet", new RuleWriting("Say hand-over only between 08:00 and 20:00 in the customer's local time."));
        if (review) await Get<RuleService>().SubmitAsync(Other, "cards", "quiet", rule.Revision);
        return Render<RuleDetailPage>(p => p.Add(page => page.Key, "quiet"));
    }

    [Fact]
    public async Task RuleOfSomebodyElse_IsApprovedAndPutInForce()
    {
        var page = await OpenAsync();
        Assert.Contains("Review the rule quiet", Assert.Single(await Get<HomeItems>().ListAsync(), item => item.Under == "/rules").Title, StringComparison.Ordinal);
        await page.WaitForElement("[data-step=approve]").ClickAsync();
        await page.WaitForElement("[data-step=force]").ClickAsync();
        page.WaitForElement("[data-step=change]");
        Assert.Equal(RuleStatus.InForce, (await Get<RuleReader>().GetAsync(Other, "cards", "quiet")).Newest.Status);
        // What was done stands in its life, newest first.
        Assert.Contains("In force", page.FindAll("[data-history] li")[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnRule_CannotBeApproved_AndSaysWhy()
    {
        await SignInAsync(Roles.ComplianceOfficer);
        await CreatePlaybookAsync();
        var mara = Actor.Person("mara", "Mara Novak", Roles.All);
        var rule = await Get<RuleService>().CreateAsync(mara, "cards", "mine", new RuleWriting("Never say hand-over."));
        await Get<RuleService>().SubmitAsync(mara, "cards", "mine", rule.Revision);
        var page = Render<RuleDetailPage>(p => p.Add(one => one.Key, "mine"));
        Assert.True(page.WaitForElement("[data-step=approve]").HasAttribute("disabled"));
        Assert.Contains("somebody else must approve it", page.Find("[data-why-not]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(await Get<HomeItems>().ListAsync(), item => item.Under == "/rules");
    }

    [Fact]
    public async Task StepOfAnOlderRevision_IsAConflictThatOffersTheNewer()
    {
        var page = await OpenAsync();
        page.WaitForElement("[data-step=approve]");
        var rule = (await Get<RuleReader>().GetAsync(Other, "cards", "quiet")).Newest;
        await Get<RuleService>().ReturnAsync(Third, "cards", "quiet", rule.Revision, "Name the days.");
        await page.Find("[data-step=approve]").ClickAsync();
        await page.WaitForElement("[data-reload]").ClickAsync();
        Assert.Contains("Name the days.", page.WaitForElement("[data-sent-back]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdraw_AsksForAReason_WhichTheHistoryKeeps()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = await OpenAsync(review: false);
        // The click ends with the dialog's answer.
        var withdrawn = page.WaitForElement("[data-withdraw]").ClickAsync();
        dialogs.WaitForElement("[data-reason] textarea, textarea[data-reason]").Input("No longer needed.");
        await dialogs.Find("[data-confirm]").ClickAsync();
        await withdrawn;
        page.WaitForAssertion(() => Assert.Contains("No longer needed.", page.Find("[data-history]").TextContent, StringComparison.Ordinal));
        Assert.Equal(RuleStatus.Withdrawn, (await Get<RuleReader>().GetAsync(Other, "cards", "quiet")).Newest.Status);
    }

    [Fact]
    public async Task NewVersion_ShowsWordByWordWhatChanged()
    {
        var page = await OpenAsync(review: false);
        page.WaitForElement("[data-history]");
        var rule = (await Get<RuleReader>().GetAsync(Other, "cards", "quiet")).Newest;
        await Get<RuleService>().EditAsync(Other, "cards", "quiet", new RuleWriting("Say hand-over only between 09:00 and 20:00 in the customer's local time."), rule.Revision);
        await page.InvokeAsync(() => Get<ConvoStudio.Web.Components.Playbooks.CurrentPlaybook>().Refresh());
        page.WaitForAssertion(() => Assert.Equal("Added:09:00 ", page.Find("[data-history] ins").TextContent));
        Assert.Equal("Taken out:08:00 ", page.Find("[data-history] del").TextContent);
    }

    [Fact]
    public async Task SalesManager_ReadsAndChangesNothing()
    {
        await SignInAsync(Roles.SalesManager);
        await CreatePlaybookAsync();
        await Get<RuleService>().CreateAsync(Other, "cards", "quiet", new RuleWriting("Never say hand-over."));
        var page = Render<RuleDetailPage>(p => p.Add(one => one.Key, "quiet"));
        page.WaitForElement("[data-sentence]");
        Assert.Empty(page.FindAll("[data-step], [data-withdraw], [data-prove], [data-impact]"));
    }
}
