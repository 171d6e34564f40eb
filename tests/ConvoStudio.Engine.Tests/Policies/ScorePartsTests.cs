using System.Collections.Immutable;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies;

public sealed class ScorePartsTests
{
    private const int Length = 23;

    [Theory, InlineData(true), InlineData(false)]
    public void Explain_LinearBandit_PartsAddToTheScoreOfTheDecision(bool shared)
    {
        var bandit = new SyntheticBandit(Length, 4, 5);
        var learner = LinearBanditRuns.Learnt(bandit.Decisions(300), Length, shared);
        var (snapshot, mean) = (learner.Snapshot(), learner.MeanContext());
        // 9 has never been learnt: what all actions share is all there is.
        int[] eligible = [0, 1, 3, 9];
        for (var probe = 0; probe < 20; probe++)
        {
            var x = bandit.NextContext();
            var (_, scores, _) = LinearBanditRuns.Ask(snapshot, x, eligible);
            for (var i = 0; i < eligible.Length; i++)
            {
                var parts = snapshot.Explain(new(x), mean, eligible[i]);
                Assert.Equal(scores[i], parts.Start + parts.Parts.Sum(), 1e-10);
                Assert.Equal(scores[i], parts.Score, 1e-10);
                Assert.Equal(eligible[i] != 9, parts.IsKnown);
            }
        }
    }

    [Fact]
    public void Explain_AtTheReference_HasNoParts()
    {
        var bandit = new SyntheticBandit(Length, 3, 6);
        var learner = LinearBanditRuns.Learnt(bandit.Decisions(100), Length, shared: true);
        var mean = learner.MeanContext();
        Assert.All(learner.Snapshot().Explain(mean, mean, 1).Parts, part => Assert.Equal(0, part));
    }

    [Fact]
    public void Explain_Clone_DifferenceIsTheLogOfTheRatioOfChances()
    {
        // Two slots, two actions; by hand: logits of x = (1, 2) are 0.5 + 2 · 0.25 + 0.1 = 1.1 and −0.3 + 2 · 0.4 + 0 = 0.5.
        var clone = new BehaviorClone(2, [4, 7], ImmutableArray.Create(0.5, -0.3, 0.25, 0.4, 0.1, 0.0), 1, 10, double.NaN, double.NaN);
        var policy = new BehaviorClonePolicy(clone, floor: 0);
        var x = new EncodedContext(new double[] { 1, 2 });
        var (weights, scores, widths) = (new ulong[2], new double[2], new double[2]);
        policy.Probabilities(x, [4, 7], weights, scores, widths);
        var (first, second) = (policy.Explain(x, default, 4), policy.Explain(x, default, 7));
        Assert.Equal([0.5, 0.5], first.Parts);
        Assert.Equal(0.1, first.Start);
        Assert.Equal(0.6, first.Score - second.Score, 1e-12);
        Assert.Equal(scores[0] - scores[1], first.Score - second.Score, 1e-9);
        Assert.False(policy.Explain(x, default, 5).IsKnown);
    }
}
