using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies;
using Xunit;
using static ConvoStudio.Engine.Tests.Policies.LinearBanditRuns;

namespace ConvoStudio.Engine.Tests.Policies;

public sealed class LinearBanditSnapshotTests
{
    [Fact]
    public void Snapshot_LearnerGoesOn_StaysAsItWas()
    {
        var bandit = new SyntheticBandit(9, 4, 6);
        var decisions = bandit.Decisions(400);
        var learner = Learnt(decisions[..100], 9, true);
        var snapshot = learner.Snapshot();
        var probe = bandit.NextContext();
        var before = Ask(snapshot, probe, [0, 1, 2, 3, 9]);
        learner.Learn(decisions[100].Context, decisions[100].Action, decisions[100].Reward);
        learner.Amend(decisions[5].Context, decisions[5].Action, 9);
        learner.Learn(decisions[101].Context, 9, 1);
        LearnAll(learner, decisions[101..]);
        learner.Grow(12);
        LearnAll(learner, decisions[..50]);
        var after = Ask(snapshot, probe, [0, 1, 2, 3, 9]);
        Assert.Equal(before.Weights, after.Weights);
        Assert.Equal(before.Scores, after.Scores);
        Assert.Equal(before.Widths, after.Widths);
        Assert.Equal(100, snapshot.LearntCount);
        Assert.NotEqual(before.Scores, Ask(learner.Snapshot(), probe, [0, 1, 2, 3, 9]).Scores);
    }

    [Fact]
    public void Snapshot_ReadWhileTheLearnerWrites_NeverChanges()
    {
        var bandit = new SyntheticBandit(16, 4, 12);
        var decisions = bandit.Decisions(3000);
        var learner = Learnt(decisions[..500], 16, true);
        var (snapshot, probe) = (learner.Snapshot(), bandit.NextContext());
        var expected = Ask(snapshot, probe, [0, 1, 2, 3]);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var reads = 0;
            do
            {
                Assert.Equal(expected.Scores, Ask(snapshot, probe, [0, 1, 2, 3]).Scores);
                reads++;
            }
            while (!done.IsCancellationRequested);
            return reads;
        })).ToArray();
        for (var i = 500; i < decisions.Length; i++)
        {
            learner.Learn(decisions[i].Context, decisions[i].Action, decisions[i].Reward);
            if (i % 50 == 0)
                learner.Snapshot();
        }
        done.Cancel();
        Assert.All(readers, reader => Assert.True(reader.GetAwaiter().GetResult() > 0));
    }

    [Fact]
    public void Probabilities_LongerContext_IgnoresSlotsItNeverLearnt()
    {
        var bandit = new SyntheticBandit(9, 4, 7);
        var snapshot = Learnt(bandit.Decisions(100), 9, true).Snapshot();
        var probe = bandit.NextContext();
        Assert.Equal(Ask(snapshot, probe, [0, 2]).Scores, Ask(snapshot, [.. probe, 5, 7], [0, 2]).Scores);
        Assert.Equal(Ask(snapshot, [.. probe[..7], 0, 0], [0, 2]).Widths, Ask(snapshot, probe[..7], [0, 2]).Widths);
    }

    [Fact]
    public void Probabilities_Decisions_AllocateNothing()
    {
        var bandit = new SyntheticBandit(24, 8, 9);
        var snapshot = Learnt(bandit.Decisions(200), 24, true).Snapshot();
        var context = new EncodedContext(bandit.NextContext());
        int[] eligible = [0, 1, 2, 3, 4, 5, 6, 7, 20];
        var (weights, scores, widths) = (new ulong[9], new double[9], new double[9]);
        snapshot.Probabilities(context, eligible, weights, scores, widths);
        var allocated = AllocatedBytes.Of(() =>
        {
            for (var i = 0; i < 1000; i++)
                snapshot.Probabilities(context, eligible, weights, scores, widths);
        });
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Probabilities_NotANumberInContext_Throws()
    {
        var snapshot = new LinearBanditLearner(2, new()).Snapshot();
        foreach (var bad in (double[])[double.NaN, double.PositiveInfinity, 1e31])
            Assert.Throws<ArgumentException>(() => Ask(snapshot, [1, bad], [0, 1]));
    }

    [Fact]
    public void Probabilities_PoliciesOfOtherLengthsInBetween_ChangeNothing()
    {
        var (narrow, wide) = (new SyntheticBandit(5, 3, 14), new SyntheticBandit(30, 3, 15));
        var (small, large) = (Learnt(narrow.Decisions(80), 5, true).Snapshot(), Learnt(wide.Decisions(80), 30, true).Snapshot());
        var (x, z) = (narrow.NextContext(), wide.NextContext());
        var expected = Ask(small, x, [0, 1, 2]).Widths;
        Ask(large, z, [0, 1, 2, 4, 8, 9]);
        Assert.Equal(expected, Ask(small, x, [0, 1, 2]).Widths);
    }
}
