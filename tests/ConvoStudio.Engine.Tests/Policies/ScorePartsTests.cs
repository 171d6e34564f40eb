using System.Collections.Immutable;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Baselines;
using ConvoStudio.Engine.Policies.Exploration;
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

    // What the decision compared, from the parts: start + Σ parts + bonus is the bound, and the greatest bound has everything above the floor.
    [Theory, InlineData(ExplorationKind.LinUcb), InlineData(ExplorationKind.RegCbOpt)]
    public void Explain_Optimism_PartsAndBonusAddToTheBoundThatWon(ExplorationKind kind)
    {
        var exploration = kind == ExplorationKind.LinUcb ? ExplorationSettings.LinUcb(0.7) : ExplorationSettings.RegCbOpt(0.2, 0.9);
        var bandit = new SyntheticBandit(Length, 4, 5);
        var learner = new LinearBanditLearner(Length, new LinearBanditSettings(PriorReward: 0.1) { Exploration = exploration });
        LinearBanditRuns.LearnAll(learner, bandit.Decisions(300));
        int[] eligible = [0, 1, 3, 9];
        for (var probe = 0; probe < 20; probe++)
        {
            var x = bandit.NextContext();
            var (weights, scores, widths) = LinearBanditRuns.Ask(learner.Snapshot(), x, eligible);
            var bounds = new double[eligible.Length];
            for (var i = 0; i < eligible.Length; i++)
            {
                var parts = learner.Snapshot().Explain(new(x), learner.MeanContext(), eligible[i]);
                Assert.Equal(scores[i], parts.Start + parts.Parts.Sum(), 1e-10);
                Assert.Equal(widths[i], parts.Width);
                bounds[i] = parts.Start + parts.Parts.Sum() + parts.Bonus;
                var factor = kind == ExplorationKind.LinUcb ? 0.7 : UpperBounds.Factor(0.2, 300);
                Assert.Equal(kind == ExplorationKind.LinUcb ? scores[i] + (factor * widths[i]) : Math.Min(0.9, scores[i] + (factor * widths[i])), bounds[i], 1e-9);
            }
            for (var i = 0; i < eligible.Length; i++)
                Assert.Equal(bounds[i] > bounds.Max() - 1e-9, weights[i] / 4294967296.0 > (learner.Settings.Floor / eligible.Length) + 1e-6);
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
