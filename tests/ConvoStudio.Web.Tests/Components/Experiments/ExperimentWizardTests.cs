using Bunit;
using Bunit.TestDoubles;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Experiments;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Tests.Components.Experiments;

public sealed class ExperimentWizardTests : PageTest
{
    private static readonly ArmPart[] Arms = [new("control", "Before", "uniform", 1, Control: true), new("treatment", "After", "uniform", 1, Control: false)];

    [Fact]
    public async Task Create_WithoutHypothesis_SaysSoAtItsField_AndMakesNothing()
    {
        var page = await OpenAsync();
        await page.Find("input[data-name]").InputAsync("No reason");
        await page.Find("form[data-form]").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Write something here.", page.Find("[data-form]").TextContent, StringComparison.Ordinal));
        Assert.Empty(await Get<ExperimentService>().ListAsync(Other, "cards"));
    }

    [Fact]
    public async Task Create_WithAudienceTrafficMetricAndGuardrail_SavesThePlan()
    {
        var page = await OpenAsync();
        await Get<FactService>().AddAsync(Other, "cards", "segment", FactType.Category, FactUsages.Policy, ["new", "loyal"]);
        await Get<FactService>().AddAsync(Other, "cards", "secret", FactType.Number, FactUsages.Rules);
        page = Render<NewExperimentPage>();
        page.WaitForElement("[data-form]");
        await NameAsync(page, "Loyal first");
        await page.Find("[data-template=AACheck]").ClickAsync(new());
        await page.Find("[data-add-clause]").ClickAsync(new());
        Assert.Empty(page.FindAll("[data-clause='0'] option[value=secret]"));
        await page.Find("[data-clause='0'] [data-fact]").ChangeAsync(new ChangeEventArgs { Value = "segment" });
        await page.Find("[data-clause='0'] [data-word=loyal]").ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("input[data-traffic]").InputAsync("25");
        await page.Find("input[data-least]").InputAsync("1.5");
        await page.Find("[data-add-guardrail]").ClickAsync(new());
        await page.Find("form[data-form]").SubmitAsync();
        page.WaitForAssertion(() => Assert.EndsWith("/experiments/loyal-first", Get<BunitNavigationManager>().Uri, StringComparison.Ordinal));

        var plan = (await Get<ExperimentService>().GetAsync(Other, "loyal-first")).PlanOrUsual;
        var clause = Assert.Single(plan.Audience);
        Assert.Equal(("segment", AudienceTest.IsOneOf, "loyal"), (clause.Fact, clause.Test, Assert.Single(clause.Values)));
        Assert.Equal((0.25, 0.015, ExperimentMetric.Conversion), (plan.Traffic, plan.LeastEffect, plan.Metric));
        Assert.Equal(new GuardrailPart(ExperimentMetric.Conversion, 0.03, GuardrailEffect.PauseArm), Assert.Single(plan.Guardrails));
    }

    [Fact]
    public async Task Create_TrafficAndMarginOutOfRange_SaysSoAtTheirFields()
    {
        var page = await OpenAsync();
        await NameAsync(page, "Too much");
        await page.Find("input[data-traffic]").InputAsync("140");
        await page.Find("[data-add-guardrail]").ClickAsync(new());
        await page.Find("[data-guardrail='0'] [data-margin]").InputAsync("0");
        await page.Find("form[data-form]").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Take a share of the traffic above 0 and up to 100 %.", page.Find("#traffic").TextContent, StringComparison.Ordinal));
        Assert.Contains("A guardrail needs a margin above 0.", page.Find("[data-guardrail='0']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithACapAndAFixedGuardrail_SavesThem()
    {
        var page = await OpenAsync();
        await NameAsync(page, "Large sales");
        await page.Find("[data-template=AACheck]").ClickAsync(new());
        Assert.Empty(page.FindAll("[data-cap]"));
        Assert.DoesNotContain("Complaint", page.Find("[data-metric]").InnerHtml, StringComparison.Ordinal);
        await page.Find("[data-metric]").ChangeAsync(new ChangeEventArgs { Value = "Value" });
        await page.Find("input[data-least]").InputAsync("5");
        await page.Find("input[data-cap]").InputAsync("500");
        Assert.Contains("do not tell yet", page.WaitForElement("[data-cap-share]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-add-guardrail]").ClickAsync(new());
        await page.Find("[data-guardrail='0'] [data-guarded]").ChangeAsync(new ChangeEventArgs { Value = "HandOver" });
        Assert.Equal("Rises-Control", page.Find("[data-guardrail='0'] [data-guard-kind]").GetAttribute("value"));
        await page.Find("[data-guardrail='0'] [data-guard-kind]").ChangeAsync(new ChangeEventArgs { Value = "Rises-Fixed" });
        await page.Find("[data-guardrail='0'] [data-margin]").InputAsync("20");
        await page.Find("form[data-form]").SubmitAsync();
        page.WaitForAssertion(() => Assert.EndsWith("/experiments/large-sales", Get<BunitNavigationManager>().Uri, StringComparison.Ordinal));
        var plan = (await Get<ExperimentService>().GetAsync(Other, "large-sales")).PlanOrUsual;
        Assert.Equal((ExperimentMetric.Value, 500), (plan.Metric, plan.Cap));
        Assert.Equal(new GuardrailPart(ExperimentMetric.HandOver, 0.2, GuardrailEffect.PauseArm, GuardrailHarm.Rises, GuardrailLimit.Fixed), Assert.Single(plan.Guardrails));
    }

    [Fact]
    public async Task Metric_Changed_TheCapDoesNotGoOver()
    {
        var page = await OpenAsync();
        await page.Find("[data-metric]").ChangeAsync(new ChangeEventArgs { Value = "Value" });
        await page.Find("input[data-cap]").InputAsync("500");
        await page.Find("[data-metric]").ChangeAsync(new ChangeEventArgs { Value = "Reward" });
        Assert.Equal("", page.Find("input[data-cap]").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task Template_Bandit_GivesThreeArms_AndSharesThatMove()
    {
        var page = await OpenAsync();
        await NameAsync(page, "Which one");
        await page.Find("[data-template=Bandit]").ClickAsync(new());
        Assert.Equal(3, page.FindAll("[data-arm]").Count);
        Assert.NotNull(page.Find("[data-share-floor], input[data-share-floor]"));
        await page.InvokeAsync(() => page.FindComponents<MudBlazor.MudSelect<string>>()[1].Instance.ValueChanged.InvokeAsync("uniform"));
        await page.InvokeAsync(() => page.FindComponents<MudBlazor.MudSelect<string>>()[2].Instance.ValueChanged.InvokeAsync("uniform"));
        await page.Find("form[data-form]").SubmitAsync();
        page.WaitForAssertion(() => Assert.EndsWith("/experiments/which-one", Get<BunitNavigationManager>().Uri, StringComparison.Ordinal));
        var saved = await Get<ExperimentService>().GetAsync(Other, "which-one");
        Assert.Equal(AllocationPart.Usual, saved.PlanOrUsual.Allocation);
        Assert.Equal([200u, 400u, 400u], saved.Arms.Select(arm => arm.Share));
    }

    [Fact]
    public async Task Bandit_PurposeTopShareAndBudgets_AreSaved_AndABudgetTooSmallWarns()
    {
        var page = await OpenAsync();
        await NameAsync(page, "Which one");
        await page.Find("[data-template=Bandit]").ClickAsync(new());
        Assert.True(page.Find("[data-purpose-of=FindBest]").HasAttribute("checked"));
        await page.Find("input[data-top-share]").InputAsync("70");
        await page.Find("input[data-exposure]").InputAsync("200");
        page.WaitForElement("[data-check=Budget][data-state=Warns]");
        Assert.Equal("/experiments/new#shares", page.Find("[data-fix=Budget]").GetAttribute("href"));
        await page.Find("input[data-exposure]").InputAsync("5000");
        page.WaitForElement("[data-check=Budget][data-state=Fine]");
        await page.Find("input[data-regret]").InputAsync("40");
        await page.Find("[data-purpose-of=LoseLeast]").ChangeAsync(new ChangeEventArgs { Value = "on" });
        Assert.Empty(page.FindAll("input[data-top-share]"));
        await page.InvokeAsync(() => page.FindComponents<MudBlazor.MudSelect<string>>()[1].Instance.ValueChanged.InvokeAsync("uniform"));
        await page.InvokeAsync(() => page.FindComponents<MudBlazor.MudSelect<string>>()[2].Instance.ValueChanged.InvokeAsync("uniform"));
        await page.Find("form[data-form]").SubmitAsync();
        page.WaitForAssertion(() => Assert.EndsWith("/experiments/which-one", Get<BunitNavigationManager>().Uri, StringComparison.Ordinal));
        var expected = AllocationPart.Usual with { TopShare = 0.7, ExposureBudget = 5000, RegretBudget = 40, Purpose = ConvoStudio.Engine.Experiments.AllocationPurpose.LoseLeast };
        Assert.Equal(expected, (await Get<ExperimentService>().GetAsync(Other, "which-one")).PlanOrUsual.Allocation);
    }

    [Fact]
    public async Task Template_CarefulRollIn_TakesATenthOfTheCustomers_WithAGuardrail()
    {
        var page = await OpenAsync();
        await page.Find("[data-template=CarefulRollIn]").ClickAsync(new());
        Assert.Equal("10", page.Find("input[data-traffic]").GetAttribute("value"));
        Assert.True(page.Find("input[data-unit=Customer]").HasAttribute("checked"));
        Assert.Equal("Fine", page.Find("[data-check=Guardrails]").GetAttribute("data-state"));
    }

    [Fact]
    public async Task Clone_TakesThePlanUnderANewName_AndLeavesTheFirstAlone()
    {
        await OpenAsync();
        var plan = ExperimentPlan.Usual with { LeastEffect = 0.05, Unit = ExperimentUnit.Customer };
        await Get<ExperimentService>().CreateAsync(Other, "cards", new NewExperiment("first", "First", "It pays.", Arms, Plan: plan));
        Get<BunitNavigationManager>().NavigateTo("/experiments/new?from=first");
        var page = Render<NewExperimentPage>();
        page.WaitForElement("[data-form]");
        Assert.Equal("Copy of First", page.Find("input[data-name]").GetAttribute("value"));
        await page.Find("form[data-form]").SubmitAsync();
        page.WaitForAssertion(() => Assert.EndsWith("/experiments/copy-of-first", Get<BunitNavigationManager>().Uri, StringComparison.Ordinal));
        var copy = await Get<ExperimentService>().GetAsync(Other, "copy-of-first");
        Assert.Equal((0.05, ExperimentUnit.Customer, "It pays."), (copy.PlanOrUsual.LeastEffect, copy.PlanOrUsual.Unit, copy.Hypothesis));
        Assert.Equal(ExperimentStatus.Draft, (await Get<ExperimentService>().GetAsync(Other, "first")).Status);
    }

    [Fact]
    public async Task Edit_SomebodySavedFirst_SaysSo_AndReadsTheNewer()
    {
        await OpenAsync();
        var experiments = Get<ExperimentService>();
        var first = await experiments.CreateAsync(Other, "cards", new NewExperiment("first", "First", "It pays.", Arms));
        var page = Render<NewExperimentPage>(parameters => parameters.Add(p => p.EditKey, "first"));
        page.WaitForElement("[data-form]");
        await experiments.RewriteAsync(Other, "first", new NewExperiment("first", "Renamed", "It pays.", Arms), first.Version);
        await page.Find("input[data-name]").InputAsync("Mine");
        await page.Find("form[data-form]").SubmitAsync();
        await page.WaitForElement("[data-read-again]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("Renamed", page.Find("input[data-name]").GetAttribute("value")));
        await page.Find("input[data-name]").InputAsync("Mine");
        await page.Find("form[data-form]").SubmitAsync();
        page.WaitForAssertion(() => Assert.EndsWith("/experiments/first", Get<BunitNavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Equal("Mine", (await experiments.GetAsync(Other, "first")).Name);
    }

    [Fact]
    public async Task Edit_OneThatHasBegun_SaysWhatToDoInstead()
    {
        await OpenAsync();
        await Get<ExperimentService>().CreateAsync(Other, "cards", new NewExperiment("first", "First", "It pays.", Arms));
        await Get<ExperimentService>().StartAsync(Other, "first");
        var page = Render<NewExperimentPage>(parameters => parameters.Add(p => p.EditKey, "first"));
        page.WaitForAssertion(() => Assert.Contains("Clone it", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-form]"));
    }

    [Fact]
    public async Task Checklist_LayerTakenByAnother_Blocks_AndLeadsToTheTraffic()
    {
        await OpenAsync();
        await Get<ExperimentService>().CreateAsync(Other, "cards", new NewExperiment("first", "First", "It pays.", Arms));
        await Get<ExperimentService>().StartAsync(Other, "first");
        var page = Render<NewExperimentPage>();
        page.WaitForElement("[data-check=Room][data-state=Blocks]");
        Assert.Equal("/experiments/new#traffic", page.Find("[data-fix=Room]").GetAttribute("href"));
        Assert.Contains("First has the rest", page.Find("#traffic").TextContent, StringComparison.Ordinal);
        await page.Find("[data-layer]").ChangeAsync(new ChangeEventArgs { Value = "" });
        page.WaitForElement("[data-check=Room][data-state=Fine]");
    }

    [Fact]
    public async Task Power_NoPast_SaysInWordsWhatIsMissing()
    {
        var page = await OpenAsync();
        Assert.Contains("No conversation has finished yet", page.WaitForElement("[data-power=none]").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<NewExperimentPage>> OpenAsync()
    {
        await SignInAsync(Roles.Analyst);
        await CreatePlaybookAsync();
        var page = Render<NewExperimentPage>();
        page.WaitForElement("[data-form]");
        return page;
    }

    private static async Task NameAsync(IRenderedComponent<NewExperimentPage> page, string name)
    {
        await page.Find("input[data-name]").InputAsync(name);
        await page.Find("textarea[data-hypothesis]").InputAsync("It pays.");
    }
}
