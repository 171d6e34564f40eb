using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using Xunit;

namespace ConvoStudio.Application.Tests.Experiments;

/// <summary>Each wrong move gets an answer that says what is wrong and, where there is one, the way that is right.</summary>
public sealed class WrongMovesTests
{
    private static readonly ArmPart[] TwoArms = [new("control", "As ever", "uniform", 1, true), new("treatment", "Same again", "uniform", 1, false)];

    [Fact]
    public async Task LifeCycle_ForbiddenStep_NamesBothStates()
    {
        await using var studio = await ShopAsync();
        var refused = await Assert.ThrowsAsync<TransitionException>(() => studio.Get<ExperimentService>().ResumeAsync(TestStudio.Analyst, "first"));
        Assert.Equal("The experiment First is Draft; it cannot become Running.", refused.Message);
    }

    [Theory]
    [InlineData(0u, 1u, "Every arm needs a share above 0.")]
    [InlineData(uint.MaxValue, 1u, "The shares add up to too much.")]
    public async Task Shares_ThatDoNotMakeAWhole_AreRefused(uint control, uint treatment, string answer) => Assert.Equal(
        answer, Assert.Single((await RefusedAsync(new NewExperiment("next", "Next", "Maybe", [TwoArms[0] with { Share = control }, TwoArms[1] with { Share = treatment }]))).Errors["arms"]));

    [Theory]
    [InlineData(0.8, 0.3, 0.9, "Control and the floors of the others add up to more than 100 %.")]
    [InlineData(0.2, 0.1, 0.5, "Control and the ceilings of the others leave shares without an arm.")]
    public async Task Shares_OfABanditThatCannotSumToOne_AreRefused(double control, double floor, double ceiling, string answer)
    {
        var plan = ExperimentPlan.Usual with { Allocation = AllocationPart.Usual with { ControlShare = control, Floor = floor, Ceiling = ceiling } };
        Assert.Equal(answer, Assert.Single((await RefusedAsync(new NewExperiment("next", "Next", "Maybe", TwoArms, Plan: plan))).Errors["plan.allocation"]));
    }

    [Theory]
    [InlineData("", "Choose a policy.")]
    [InlineData("nobody", "The playbook has no policy nobody.")]
    public async Task Arm_WithoutAPolicy_IsRefused(string policy, string answer) =>
        Assert.Equal(answer, Assert.Single((await RefusedAsync(new NewExperiment("next", "Next", "Maybe", [TwoArms[0], TwoArms[1] with { Policy = policy }]))).Errors["arms[1].policy"]));

    [Theory]
    [InlineData(ExperimentMetric.Conversion, "None of 25 finished conversations was reported as converted: report outcomes first.")]
    [InlineData(ExperimentMetric.Value, "None of 25 finished conversations was reported with a value: report outcomes of the metric “value” first, or choose another metric.")]
    [InlineData(ExperimentMetric.Reward, "None of 25 finished conversations had a reward other than 0: report what the reward counts first, or choose another metric.")]
    [InlineData(ExperimentMetric.Engagement, "None of 25 finished conversations had an answer of the customer: report the customers' turns first, or choose another metric.")]
    public async Task Metric_WithoutOutcomes_BlocksTheStart(ExperimentMetric metric, string answer)
    {
        await using var studio = await ShopAsync(metric);
        for (var i = 0; i < 25; i++)
            await FinishAsync(studio, converted: 0);
        studio.Get<TrafficFold>().Advance();
        var refused = await Assert.ThrowsAsync<ValidationException>(() => studio.Get<ExperimentService>().StartAsync(TestStudio.Analyst, "first"));
        Assert.Equal(answer, Assert.Single(refused.Errors["metric"]));
        var check = (await studio.Get<LaunchReview>().OfAsync(TestStudio.Analyst, "first")).Single(c => c.Question == LaunchQuestion.Metric);
        Assert.Equal((LaunchState.Blocks, answer), (check.State, check.Text));
    }

    [Theory]
    [InlineData(ExperimentMetric.Conversion, "9 of 1,200 conversations that finished last week converted.")]
    [InlineData(ExperimentMetric.Value, "8 of 1,200 conversations that finished last week had a value.")]
    [InlineData(ExperimentMetric.Reward, "7 of 1,200 conversations that finished last week had a reward other than 0.")]
    [InlineData(ExperimentMetric.Engagement, "6 of 1,200 conversations that finished last week had an answer of the customer.")]
    public void Metric_ThatIsReported_IsSaidInItsOwnWords(ExperimentMetric metric, string answer) =>
        Assert.Equal(new LaunchCheck(LaunchQuestion.Metric, LaunchState.Fine, answer), LaunchChecklist.Metric(metric, new PolicyDay(1200, 9, 8, 7, 6)));

    [Fact]
    public async Task Metric_ThatCanOnlyBeGuarded_DecidesNothing() => Assert.Equal(
        "This can be guarded, but no experiment is decided by it.",
        Assert.Single((await RefusedAsync(new NewExperiment("next", "Next", "Maybe", TwoArms, Plan: ExperimentPlan.Usual with { Metric = ExperimentMetric.Complaint }))).Errors["plan.metric"]));

    [Fact]
    public async Task Control_Removed_IsRefused_BeforeAndWhileItRuns()
    {
        var none = await RefusedAsync(new NewExperiment("next", "Next", "Maybe", [TwoArms[0] with { Control = false }, TwoArms[1]]));
        Assert.Equal("Exactly one arm is the control.", Assert.Single(none.Errors["arms"]));
        await using var studio = await ShopAsync();
        await studio.Get<ExperimentService>().StartAsync(TestStudio.Analyst, "first");
        var refused = await Assert.ThrowsAsync<TransitionException>(() => studio.Get<ExperimentChanges>().RetireArmAsync(TestStudio.Analyst, "first", "control", "Why not"));
        Assert.Contains("control", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Layer_OverAHundredPercent_SaysWhatIsFreeAndWhoHasTheRest()
    {
        await using var studio = await ShopAsync();
        var experiments = studio.Get<ExperimentService>();
        await experiments.StartAsync(TestStudio.Analyst, "first");
        await experiments.CreateAsync(TestStudio.Analyst, "shop", new NewExperiment("second", "Second", "Again", TwoArms));
        var refused = await Assert.ThrowsAsync<TransitionException>(() => experiments.StartAsync(TestStudio.Analyst, "second"));
        Assert.Equal("Second wants 100 % of the layer main, and 0 % is free: First has the rest. Stop one, or take less.", refused.Message);
    }

    [Fact]
    public async Task Cap_WhileItRuns_IsRefused_WithTheSafeWay()
    {
        await using var studio = await ShopAsync(ExperimentMetric.Value);
        await studio.Get<ExperimentService>().StartAsync(TestStudio.Analyst, "first");
        var draft = new NewExperiment("first", "First", "Maybe", TwoArms, Plan: ExperimentPlan.Usual with { Metric = ExperimentMetric.Value, LeastEffect = 5, Cap = 500 });
        var refused = await Assert.ThrowsAsync<TransitionException>(() => studio.Get<ExperimentService>().RewriteAsync(TestStudio.Analyst, "first", draft, 2));
        Assert.Contains("Clone it, and start the copy.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExperimentMetric.Conversion, 0.5, "Only values and rewards can be capped.")]
    [InlineData(ExperimentMetric.Value, 0.0, "A cap is above 0.")]
    [InlineData(ExperimentMetric.Value, double.PositiveInfinity, "A cap is above 0.")]
    public async Task Cap_ThatMakesNoSense_IsRefused(ExperimentMetric metric, double cap, string answer) => Assert.Equal(
        answer, Assert.Single((await RefusedAsync(new NewExperiment("next", "Next", "Maybe", TwoArms, Plan: ExperimentPlan.Usual with { Metric = metric, Cap = cap }))).Errors["plan.cap"]));

    [Theory]
    [InlineData(ExperimentMetric.Complaint, 0, GuardrailLimit.Control, "A guardrail needs a margin above 0.")]
    [InlineData(ExperimentMetric.Conversion, 0, GuardrailLimit.Fixed, "State the value it must not pass.")]
    [InlineData(ExperimentMetric.Value, double.NaN, GuardrailLimit.Fixed, "State the value it must not pass.")]
    [InlineData(ExperimentMetric.OptOut, 1, GuardrailLimit.Fixed, "A share lies below 100 %.")]
    [InlineData((ExperimentMetric)(-1), 0.1, GuardrailLimit.Control, "Choose a metric, which way does harm, and what a breach does.")]
    public async Task Guardrail_ThatMakesNoSense_IsRefused(ExperimentMetric metric, double margin, GuardrailLimit limit, string answer) => Assert.Equal(
        answer,
        Assert.Single((await RefusedAsync(new NewExperiment(
            "next", "Next", "Maybe", TwoArms, Plan: ExperimentPlan.Usual with { Guardrails = [new(metric, margin, GuardrailEffect.PauseArm, GuardrailHarm.Rises, limit)] }))).Errors["plan.guardrails[0]"]));

    private static async Task<ValidationException> RefusedAsync(NewExperiment experiment)
    {
        await using var studio = await ShopAsync();
        return await Assert.ThrowsAsync<ValidationException>(() => studio.Get<ExperimentService>().CreateAsync(TestStudio.Analyst, "shop", experiment));
    }

    private static async Task<TestStudio> ShopAsync(ExperimentMetric metric = ExperimentMetric.Conversion)
    {
        var studio = await TestStudio.OpenAsync();
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop");
        await studio.Get<ExperimentService>().CreateAsync(
            TestStudio.Analyst, "shop", new NewExperiment("first", "First", "It is the same", TwoArms, Plan: ExperimentPlan.Usual with { Metric = metric }));
        return studio;
    }

    private static ValueTask<LogPosition> FinishAsync(TestStudio studio, double converted)
    {
        var at = studio.Time.GetUtcNow();
        NewLogEntry[] entries =
        [
            new(LogKind.Opened, null, at, LogPayloads.Write(new OpenedPayload(null, null, ""))),
            new(LogKind.Decision, 0, at, System.Text.Encoding.UTF8.GetBytes($$"""{"decisionId":"{{Guid.NewGuid()}}","policy":"uniform"}""")),
            new(LogKind.Outcome, null, at, LogPayloads.Write(new OutcomePayload("converted", converted, true, null))),
        ];
        return studio.Log.AppendAsync(new LogAppend(LogSource.Live, entries, Opens: new(Guid.NewGuid(), null, "shop", default, "web", null, null, null)), TestContext.Current.CancellationToken);
    }
}
