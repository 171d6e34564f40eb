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
}
