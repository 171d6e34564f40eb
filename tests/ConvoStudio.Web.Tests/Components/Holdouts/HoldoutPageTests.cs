using Bunit;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Holdouts;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Policies;
using ConvoStudio.Web.Components.Experiments;
using ConvoStudio.Web.Components.Holdouts;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Tests.Components.Holdouts;

public sealed class HoldoutPageTests : PageTest
{
    [Fact]
    public async Task NobodyIsHeld_SaysWhatItIsFor_AndSavingHoldsSomeOut()
    {
        var page = await OpenAsync(Roles.Analyst);
        Assert.Contains("worth", page.Find(".cs-grid").TextContent, StringComparison.Ordinal);
        // A policy that learns is no choice.
        Assert.Equal(["", "uniform"], page.FindAll("[data-policy] option").Select(option => option.GetAttribute("value")));
        await page.Find("input[data-share]").InputAsync("7.5");
        await page.Find("[data-policy]").ChangeAsync(new ChangeEventArgs { Value = "uniform" });
        await page.Find("textarea[data-reason]").InputAsync("To know what it is worth");
        await page.Find("[data-holdout-form]").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("7.5", page.Find("[data-holdout=on]").TextContent, StringComparison.Ordinal));
        Assert.NotNull(page.Find("[data-worth]"));
        var state = await Get<HoldoutService>().GetAsync(Other, "cards");
        Assert.Equal((0.075, "uniform", "To know what it is worth"), (state.Holdout!.Share, state.Holdout.Policy, state.Holdout.Reason));

        await page.Find("textarea[data-reason]").InputAsync("Seen enough");
        await page.Find("[data-end]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("Ended", page.Find("[data-holdout=off]").TextContent));
        Assert.Empty(page.FindAll("[data-end]"));
    }

    [Fact]
    public async Task Save_Wrong_SaysSoAtEachField()
    {
        var page = await OpenAsync(Roles.SalesManager);
        await page.Find("input[data-share]").InputAsync("60");
        await page.Find("[data-holdout-form]").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Hold out 0 to 50 % of the customers.", page.Find("[data-holdout-form]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Choose a policy.", page.Find("[data-holdout-form]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Write something here.", page.Find("[data-holdout-form]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_SomebodyWasFirst_SaysSo_AndReadsTheNewer()
    {
        var page = await OpenAsync(Roles.Analyst);
        var version = (await Get<HoldoutService>().GetAsync(Other, "cards")).Version;
        await Get<HoldoutService>().SetAsync(Other, "cards", new HoldoutEdit(0.2, "uniform", "I was first"), version);
        await page.Find("[data-policy]").ChangeAsync(new ChangeEventArgs { Value = "uniform" });
        await page.Find("textarea[data-reason]").InputAsync("So was I");
        await page.Find("[data-holdout-form]").SubmitAsync();
        await page.WaitForElement("[data-read-again]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("20", page.Find("input[data-share]").GetAttribute("value")));
    }

    [Fact]
    public async Task WhoMayOnlyRead_SeesNoForm()
    {
        var page = await OpenAsync(Roles.ComplianceOfficer);
        Assert.Empty(page.FindAll("[data-holdout-form]"));
        Assert.NotNull(page.Find("[data-holdout=none]"));
    }

    [Fact]
    public async Task ExperimentList_SaysWhoIsInNoneOfThem()
    {
        await OpenAsync(Roles.Analyst);
        var list = Render<ExperimentListPage>();
        Assert.Equal("/holdout", list.WaitForElement("[data-holdout-line=off] a").GetAttribute("href"));
        var version = (await Get<HoldoutService>().GetAsync(Other, "cards")).Version;
        await Get<HoldoutService>().SetAsync(Other, "cards", new HoldoutEdit(0.05, "uniform", "Why not"), version);
        Assert.Contains("5.0\u202F% of customers stay on Every action alike in every experiment.", Render<ExperimentListPage>().WaitForElement("[data-holdout-line=on]").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<HoldoutPage>> OpenAsync(string role)
    {
        await SignInAsync(role);
        await CreatePlaybookAsync();
        await Get<PolicyService>().CreateAsync(Other, "cards", new NewLearner("learner", "Learner", PolicyKind.AdaptiveBandit, ExpectedConversion: 0.3));
        var page = Render<HoldoutPage>();
        page.WaitForElement("[data-holdout]");
        return page;
    }
}
