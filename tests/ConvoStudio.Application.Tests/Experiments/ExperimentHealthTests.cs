using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;
using Xunit;

namespace ConvoStudio.Application.Tests.Experiments;

public sealed class ExperimentHealthTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly HealthFacts Well = new(Now, 0, 0, 0, new TrafficSums(500, 1000, 100, 400, 40, 0));

    [Fact]
    public void Find_AllIsWell_FindsNothing() => Assert.Empty(ExperimentHealth.Find(Running(), Frame(100, 80, 0.4), Well));

    [Fact]
    public void Find_SplitFarOff_SaysThatItCannotBeTrusted()
    {
        Assert.Equal(new HealthFinding(HealthCause.SplitUneven, Breaks: true, 0.0001), Assert.Single(ExperimentHealth.Find(Running(), Frame(100, 80, 0.0001), Well)));
        Assert.Empty(ExperimentHealth.Find(Running(), Frame(100, 80, 0.002), Well));
    }

    [Fact]
    public void Find_ManyConversationsWithoutAnyOutcome_SaysSo_OnceADayHasPassed()
    {
        Assert.Equal(HealthCause.NoOutcomes, Assert.Single(ExperimentHealth.Find(Running(), Frame(30, 0, 1), Well)).Cause);
        Assert.Empty(ExperimentHealth.Find(Running(), Frame(30, 0, 1), Well with { Now = Now.AddHours(-30) }));
        Assert.Empty(ExperimentHealth.Find(Running(), Frame(20, 0, 1), Well));
    }

    [Fact]
    public void Find_NobodyCame_SaysSo_ButNotOfAPausedOne()
    {
        Assert.Equal(HealthCause.NoConversations, Assert.Single(ExperimentHealth.Find(Running(), null, Well)).Cause);
        var paused = Running();
        paused.Pause("Waiting");
        Assert.Empty(ExperimentHealth.Find(paused, null, Well));
    }

    [Fact]
    public void Find_LearnerAndBoardBehind_AndMuchBlocked_AreAllNamed_TheWorstFirst()
    {
        var found = ExperimentHealth.Find(Running(), Frame(100, 80, 1), Well with { LearnerBehind = 20_000, MetricsBehind = 30_000, LastDay = new TrafficSums(500, 1000, 501, 400, 40, 0) });
        Assert.Equal([HealthCause.LearnerStopped, HealthCause.BlockedOften, HealthCause.Behind], found.Select(f => f.Cause));
        Assert.Equal([20_000, 0.501, 30_000], found.Select(f => f.Number));
    }

    [Theory]
    [InlineData(4990, null), InlineData(4600, HealthCause.GuardrailClose)]
    public void Find_GuardrailNearlyUsedUp_IsWorthALook(long conversions, HealthCause? expected)
    {
        var found = ExperimentHealth.Find(Running(), Guarded(conversions), Well);
        Assert.Equal(expected, found.SingleOrDefault()?.Cause);
        Assert.All(found, finding => Assert.Equal((false, "b", 0.8), (finding.IsBad, finding.Other, Math.Round(finding.Number, 9))));
    }

    [Fact]
    public void Find_BreachedGuardrail_IsBad_UntilTheArmIsOut()
    {
        // By now the arm does well again.
        var breach = new RecordedBreach(7, Now.AddHours(-1), new GuardrailPayload("shop", "first", "b", "Conversion", 0.05, -0.1, -0.06, "PauseArm", 6));
        var frame = Guarded(5000) with { Breaches = [breach] };
        var found = Assert.Single(ExperimentHealth.Find(Running(), frame, Well));
        Assert.Equal((HealthCause.GuardrailBreached, true, false, "b"), (found.Cause, found.IsBad, found.Breaks, found.Other));
        Assert.Empty(ExperimentHealth.Find(Running(), frame with { Arms = [frame.Arms[0], frame.Arms[1] with { Active = false }] }, Well));
    }

    [Fact]
    public void Find_OneThatIsOver_FindsNothing()
    {
        var stopped = Running();
        stopped.Stop("Seen enough", Now);
        Assert.Empty(ExperimentHealth.Find(stopped, Frame(100, 80, 0.0001), Well));
    }

    private static Experiment Running()
    {
        ArmPart[] arms = [new("a", "A", "uniform", 1, Control: true), new("b", "B", "uniform", 1, Control: false)];
        var experiment = Experiment.Create("first", "shop", new NewExperiment("first", "First", "h", arms), Now.AddDays(-3), "Mara");
        experiment.Start(Now.AddDays(-2));
        return experiment;
    }

    private static MetricsFrame Frame(long conversations, long finished, double split)
    {
        ArmFrame Arm(string key, bool control) => new(key, key, control, new ArmTotals(conversations, finished, conversations, finished / 10, 0, 0, 0, 0), finished / 10, default);
        return new("shop", "first", LogSource.Live, 1, Now, [Arm("a", true), Arm("b", false)], null, null, split);
    }

    /// <summary>Control converts half of 10,000, and five points less are allowed.</summary>
    private static MetricsFrame Guarded(long conversions)
    {
        var frame = Frame(10_000, 10_000, 1);
        ArmFrame Analysed(ArmFrame arm, long converted) => arm with { Analysed = new ArmTotals(10_000, 10_000, 10_000, converted, 0, 0, 0, 0) };
        return frame with
        {
            Arms = [Analysed(frame.Arms[0], 5000), Analysed(frame.Arms[1], conversions)],
            Plan = ExperimentPlan.Usual with { Guardrails = [new GuardrailPart(ExperimentMetric.Conversion, 0.05, GuardrailEffect.PauseArm)] },
        };
    }
}
