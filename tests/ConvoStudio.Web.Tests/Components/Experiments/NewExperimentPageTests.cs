using Bunit;
using Bunit.TestDoubles;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Policies;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Policies.Exploration;
using ConvoStudio.Web.Components.Experiments;
using MudBlazor;
using MudBlazor.Extensions;

namespace ConvoStudio.Web.Tests.Components.Experiments;

public sealed class NewExperimentPageTests : PageTest
{
    [Fact]
    public async Task Create_WithANewLearner_MakesThePolicyAndTheDraft_AndTheSetupShowsIt()
    {
        await SignInAsync(Roles.Analyst);
        await CreatePlaybookAsync();
        var page = await FilledAsync();
        await page.Find("[data-kind=LinearBandit] input").ChangeAsync(new() { Value = "on" });
        await page.Find("[data-exploration]").ChangeAsync(new() { Value = nameof(ExplorationKind.LinUcb) });
        await page.Find("[data-expected] input, input[data-expected]").InputAsync("3");
        await page.Find("form[data-form]").SubmitAsync();
        page.WaitForAssertion(() => Assert.EndsWith("/experiments/gold-first", Get<BunitNavigationManager>().Uri, StringComparison.Ordinal));

        var line = (await Get<PolicyService>().ListAsync(Other, "cards")).Single(l => l.Settings is not null);
        Assert.Equal(("gold-first-treatment", "Gold first, Learner", PolicyKind.LinearBandit, 0.02), (line.Policy.Id, line.Policy.Name, line.Policy.Kind, line.Policy.Floor));
        Assert.Equal((ExplorationKind.LinUcb, 0.03), (line.Settings!.Exploration, line.Settings.ExpectedConversion));
        Assert.Contains(Get<Studio>().Configurations.Find("cards")!.Configuration.Policies, p => p.Id == "gold-first-treatment");
        var experiment = await Get<ExperimentService>().GetAsync(Other, "gold-first");
        Assert.Equal(["uniform", "gold-first-treatment"], experiment.Arms.Select(a => a.PolicyId));

        var setup = Render<ExperimentSetup>(p => p.Add(s => s.Experiment, experiment).Add(s => s.Policies, [line]));
        var summary = setup.Find("[data-policy='gold-first-treatment']").TextContent;
        Assert.Contains("Optimistic", summary, StringComparison.Ordinal);
        Assert.Contains("Started from 3.0\u202F% converting", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_FloorOutOfRange_SaysSoAtItsField_AndMakesNothing()
    {
        await SignInAsync(Roles.Analyst);
        await CreatePlaybookAsync();
        var page = await FilledAsync();
        await page.Find("[data-floor] input, input[data-floor]").InputAsync("80");
        await page.Find("form[data-form]").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("From 0.1 % to 50 %.", page.Find("[data-learner]").TextContent, StringComparison.Ordinal));
        Assert.True(page.Find("[data-advanced]").HasAttribute("open"));
        Assert.Empty(await Get<ExperimentService>().ListAsync(Other, "cards"));
        Assert.DoesNotContain(await Get<PolicyService>().ListAsync(Other, "cards"), l => l.Settings is not null);
    }

    [Fact]
    public async Task Page_PlaybookWithoutALearner_SuggestsANewOneAgainstWhatAnswersNow()
    {
        await SignInAsync(Roles.Analyst);
        await CreatePlaybookAsync();
        var page = Render<NewExperimentPage>();
        page.WaitForElement("[data-form]");
        Assert.NotNull(page.Find("[data-arm='1'] [data-learner]"));
        Assert.Empty(page.FindAll("[data-arm='0'] [data-learner]"));
        Assert.Equal("uniform", page.FindComponents<MudSelect<string>>()[0].Instance.GetState(x => x.Value));
    }

    [Fact]
    public async Task Choose_AnotherPolicy_TakesTheLearnerAway()
    {
        await SignInAsync(Roles.Analyst);
        await CreatePlaybookAsync();
        var page = await FilledAsync();
        Assert.Single(page.FindAll("[data-learner]"));
        await ChooseAsync(page, "uniform");
        Assert.Empty(page.FindAll("[data-learner]"));
    }

    private async Task<IRenderedComponent<NewExperimentPage>> FilledAsync()
    {
        var page = Render<NewExperimentPage>();
        page.WaitForElement("[data-form]");
        await page.Find("[data-name] input, input[data-name]").InputAsync("Gold first");
        await page.Find("[data-hypothesis] textarea, textarea[data-hypothesis]").InputAsync("It learns when to offer");
        await page.FindAll("[data-arm='1'] input")[0].InputAsync("Learner");
        await ChooseAsync(page, "+");
        return page;
    }

    private static Task ChooseAsync(IRenderedComponent<NewExperimentPage> page, string policy) =>
        page.InvokeAsync(() => page.FindComponents<MudSelect<string>>()[1].Instance.ValueChanged.InvokeAsync(policy));
}
