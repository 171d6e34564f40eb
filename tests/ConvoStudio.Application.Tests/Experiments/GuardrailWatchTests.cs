using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Experiments;
using Xunit;

namespace ConvoStudio.Application.Tests.Experiments;

public sealed class GuardrailWatchTests
{
    [Fact]
    public async Task FindNew_ArmThatNeverSells_IsBreachedOnce_AlsoAfterARestart()
    {
        await using var harness = await StudioHarness.StartAsync(Guarded(harmful: true));
        await PlayAsync(harness, 120);
        var breach = Assert.Single(harness.Studio.Guardrails.FindNew());
        Assert.Equal(("treatment", "Conversion"), (breach.Arm, breach.Metric));
        Assert.True(breach.High < -breach.Margin && breach.Difference < breach.High);
        await harness.Studio.Guardrails.RecordAsync(breach);
        Assert.Empty(harness.Studio.Guardrails.FindNew());
        await harness.ReopenAsync();
        Assert.Empty(harness.Studio.Guardrails.FindNew());
        Assert.Equal(breach, Assert.Single(harness.Studio.Guardrails.Of("first")).Payload);
    }

    [Fact]
    public async Task FindNew_SamePolicyTwice_BreachesNothing_AndSaysHowFarItIs()
    {
        await using var harness = await StudioHarness.StartAsync(Guarded(harmful: false));
        await PlayAsync(harness, 120);
        Assert.Empty(harness.Studio.Guardrails.FindNew());
        var frame = harness.Studio.Metrics.Latest("first")!;
        var line = Assert.Single(GuardrailWatch.Read(frame.Plan!, frame));
        Assert.NotEqual(GuardrailState.Breached, line.Reading.State);
        Assert.Equal(line.Reading.Estimate + 0.05, line.Reading.Distance, 1e-12);
    }

    private static PlaybookConfiguration Guarded(bool harmful)
    {
        var configuration = StudioHarness.Configuration();
        return configuration with
        {
            Policies = [.. configuration.Policies, new PolicyPart("sells", "Sells", PolicyKind.FixedAction, Floor: 0, Action: 2), new PolicyPart("greets", "Greets", PolicyKind.FixedAction, Floor: 0, Action: 0)],
            Experiments =
            [
                new ExperimentPart(
                    "first", "First", 1, true, [new ArmPart("control", "Sells", "sells", 1, true), new ArmPart("treatment", "Other", harmful ? "greets" : "sells", 1, false)],
                    ExperimentPlan.Usual with { Guardrails = [new GuardrailPart(ExperimentMetric.Conversion, 0.05, GuardrailEffect.PauseExperiment)] }),
            ],
        };
    }

    private static async Task PlayAsync(StudioHarness harness, int conversations)
    {
        for (var i = 0; i < conversations; i++)
            await harness.PlayAsync(i);
        harness.Studio.Metrics.Advance();
    }
}
