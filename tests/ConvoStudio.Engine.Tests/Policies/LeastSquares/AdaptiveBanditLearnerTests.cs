using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.LeastSquares;
using Xunit;
using static ConvoStudio.Engine.Tests.Policies.LeastSquares.AdaptiveBanditRuns;

namespace ConvoStudio.Engine.Tests.Policies.LeastSquares;

/// <summary>The recursion against dense solves, amendments against folds, and what becomes of odd input.</summary>
public sealed class AdaptiveBanditLearnerTests
{
    private const int Length = 6;

    // Neither count is a milestone: the recursion runs on from the last one (512 and 1024), the second after sums were carried from basis to basis.
    [Theory]
    [InlineData(FeatureSets.Slots, 700)]
    [InlineData(FeatureSets.Pairs, 700)]
    [InlineData(FeatureSets.Slots, 1500)]
    [InlineData(FeatureSets.Pairs, 1500)]
    public void Learn_ManyDecisions_EqualsADenseSolve(FeatureSets features, int count)
    {
        var bandit = new SyntheticBandit(Length, 3, 5);
        var decisions = Within(bandit, count);
        var learner = Learnt(decisions, Length, Only(features));
        var milestone = 1 << (int)Math.Log2(count);
        AssertEqualsDense(learner, decisions, milestone, features, bandit, (_, _) => 1);
    }

    [Fact]
    public void Learn_RewardsTurnOver_ForgetsAsADenseWeightedSolveDoes()
    {
        var settings = Only(FeatureSets.Pairs) with { DriftThreshold = 30 };
        var bandit = new SyntheticBandit(Length, 3, 6);
        var decisions = Within(bandit, 1900).Select((d, i) => i < 1200 ? d : d with { Reward = d.Reward + 5 }).ToArray();
        var learner = Learnt(decisions, Length, settings);
        Assert.NotEmpty(learner.Alarms);
        Assert.All(learner.Alarms, alarm => Assert.InRange(alarm.LearntCount, 1201, 1900));
        double Weight(int place, int action) => learner.Alarms.Where(alarm => alarm.LearntCount > place)
            .Aggregate(1.0, (weight, alarm) => weight * (alarm.Action == action ? settings.Remembered : settings.RememberedElsewhere));
        AssertEqualsDense(learner, decisions, 1024, FeatureSets.Pairs, bandit, Weight);
    }

    [Theory]
    [InlineData(FeatureSets.Slots, false, 300)]
    [InlineData(FeatureSets.Pairs, false, 300)]
    [InlineData(FeatureSets.Steps, false, 300)]
    [InlineData(FeatureSets.Pairs, true, 300)]
    [InlineData(FeatureSets.Pairs, true, 1300)]
    [InlineData(FeatureSets.Steps, true, 1300)]
    public void Amend_SomeDecisions_EqualsAFoldWithTheAmendedRewards(FeatureSets features, bool shared, int count)
    {
        var bandit = new SyntheticBandit(Length, 3, 7);
        var decisions = Within(bandit, count);
        var settings = Only(features) with { SharedBlock = shared };
        var learner = Learnt(decisions, Length, settings);
        var amended = decisions.Select((d, i) => i % 7 == 0 ? d with { Reward = d.Reward + 1.5 } : d).ToArray();
        for (var i = 0; i < count; i += 7)
            learner.Amend(decisions[i].Context, decisions[i].Action, 1.5, i + 1);
        var later = Within(bandit, 900);
        AssertSame(Learnt(amended, Length, settings), learner, bandit);
        AssertSame(Learnt([.. amended, .. later], Length, settings), Continue(learner, later), bandit);
    }

    [Fact]
    public void Amend_BeforeAnAlarm_AddsTheDiscountedDifference()
    {
        var settings = Only(FeatureSets.Slots) with { DriftThreshold = 30 };
        var bandit = new SyntheticBandit(Length, 2, 8);
        var decisions = Within(bandit, 1500).Select((d, i) => i < 900 ? d : d with { Reward = d.Reward + 5 }).ToArray();
        // Far too small to move an alarm.
        const double Difference = 1e-3;
        var learner = Learnt(decisions, Length, settings);
        learner.Amend(decisions[100].Context, decisions[100].Action, Difference, 101);
        decisions[100] = decisions[100] with { Reward = decisions[100].Reward + Difference };
        var refolded = Learnt(decisions, Length, settings);
        Assert.NotEmpty(refolded.Alarms);
        Assert.Equal(refolded.Alarms, learner.Alarms);
        AssertSame(refolded, learner, bandit);
    }

    [Fact]
    public void Learn_ProductDecidesReward_PairsLead()
    {
        var random = new SplitMix64(3);
        var learner = new AdaptiveBanditLearner(3, AdaptiveBanditSettings.Default);
        for (var i = 0; i < 2000; i++)
        {
            double[] x = [random.NextGaussian(), random.NextGaussian(), random.NextGaussian()];
            var action = random.NextInt32(2);
            learner.Learn(new(x), action, (x[0] * x[1] > 0) == (action == 1) ? 1 : 0);
        }
        Assert.Equal(FeatureSets.Pairs, learner.Leading);
        Assert.Equal(0, Best(learner, [1.5, -1.5, 0]));
        Assert.Equal(1, Best(learner, [-1.5, -1.5, 0]));
    }

    [Fact]
    public void Learn_StepDecidesReward_StepsLead()
    {
        var random = new SplitMix64(4);
        var learner = new AdaptiveBanditLearner(2, AdaptiveBanditSettings.Default);
        for (var i = 0; i < 3000; i++)
        {
            double[] x = [random.NextDouble(), random.NextDouble()];
            var action = random.NextInt32(2);
            learner.Learn(new(x), action, (x[0] is > 0.2 and < 0.4 or > 0.6 and < 0.8) == (action == 1) ? 1 : 0);
        }
        Assert.Equal(FeatureSets.Steps, learner.Leading);
        Assert.Equal([0, 1, 0, 1, 0], new[] { 0.1, 0.3, 0.5, 0.7, 0.9 }.Select(x => Best(learner, [x, 0.5])));
    }

    [Fact]
    public void Learn_DecisionsOfAnUnevenLog_StartsWarm()
    {
        var bandit = new SyntheticBandit(Length, 3, 17);
        // The policy that logged took action 0 nine times in ten, whatever the context.
        var log = Within(bandit, 3000).Select((d, i) => (d.Values, Action: i % 10 == 0 ? d.Action : 0));
        var warm = Learnt(log.Select(d => new TestDecision(d.Values, d.Action, bandit.NextReward(d.Values, d.Action))), Length, AdaptiveBanditSettings.Default);
        for (var i = 0; i < 100; i++)
        {
            var x = Within(bandit, 1)[0].Values;
            var (weights, _, _) = Ask(warm, x, 0, 1, 2);
            var best = Enumerable.Range(0, 3).Max(action => bandit.Mean(x, action));
            Assert.InRange(bandit.Mean(x, Array.IndexOf(weights, weights.Max())), best - 0.15, best);
        }
    }

    [Fact]
    public void Probabilities_NothingLearnt_StartAtThePrior()
    {
        var (_, scores, widths) = Ask(new(2, AdaptiveBanditSettings.Default with { PriorMean = 0.03 }), [1, 0.5], 0, 7);
        Assert.Equal([0.03, 0.03], scores);
        Assert.Equal(widths[0], widths[1]);
        Assert.True(widths[0] > 0);
    }

    [Fact]
    public void Probabilities_NewAction_IsTriedBeforeAKnownBadOneAndOldOnesKeepTheirHistory()
    {
        var bandit = new SyntheticBandit(Length, 2, 9);
        var learner = Learnt(Within(bandit, 400).Select(d => d with { Reward = 0 }), Length, AdaptiveBanditSettings.Default);
        var (weights, _, widths) = Ask(learner, bandit.NextContext(), 0, 1, 5);
        Assert.Equal(2, Array.IndexOf(weights, weights.Max()));
        Assert.True(widths[2] > widths[0]);
        var x = bandit.NextContext();
        var before = Ask(learner, x, 0);
        foreach (var decision in Within(bandit, 30))
            learner.Learn(decision.Context, 5, 1);
        Assert.Equal(before.Scores[0], Ask(learner, x, 0).Scores[0], 0.2);
    }

    [Fact]
    public void Probabilities_SharedBlock_NewActionStartsWhereTheOthersAre()
    {
        var bandit = new SyntheticBandit(Length, 4, 10);
        var decisions = Within(bandit, 600).Select(d => d with { Reward = 0.7 });
        var shared = Learnt(decisions, Length, Only(FeatureSets.Slots) with { SharedBlock = true });
        Assert.InRange(Ask(shared, bandit.NextContext(), 9).Scores[0], 0.4, 0.8);
        Assert.Equal(0, Ask(Learnt(decisions, Length, Only(FeatureSets.Slots)), bandit.NextContext(), 9).Scores[0]);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.02)]
    [InlineData(1.0)]
    public void Probabilities_OfAMillionActionsFiveEligible_SumAndKeepTheFloor(double floor)
    {
        var learner = new AdaptiveBanditLearner(3, AdaptiveBanditSettings.Default with { Floor = floor });
        for (var i = 0; i < 50; i++)
            learner.Learn(new(new double[] { 1, i % 3, i }), i * 20_000, i % 2);
        var (weights, scores, widths) = Ask(learner, [1, 1, 20], 0, 20_000, 499_999, 980_000, 999_999);
        Assert.Equal(WeightRounding.Total, weights.Aggregate(0UL, (a, b) => a + b));
        Assert.All(weights, weight => Assert.True(weight >= (ulong)(floor / 5 * WeightRounding.Total)));
        Assert.All(scores.Concat(widths), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Probabilities_OneAction_IsCertain() =>
        Assert.Equal([WeightRounding.Total], Ask(new(1, AdaptiveBanditSettings.Default), [1], 3).Weights);

    [Fact]
    public void Probabilities_NoEligibleAction_Throws() =>
        Assert.Throws<ArgumentException>(() => Ask(new(1, AdaptiveBanditSettings.Default), [1]));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e31)]
    public void AnyNumber_NotFiniteOrTooLarge_ThrowsAndChangesNothing(double value)
    {
        var learner = Learnt(Within(new SyntheticBandit(Length, 2, 11), 40), Length, AdaptiveBanditSettings.Default);
        var before = Saved(learner);
        double[] bad = [1, value, 0, 0, 0, 0];
        Assert.Throws<ArgumentException>(() => learner.Learn(new(bad), 0, 1));
        Assert.Throws<ArgumentException>(() => learner.Learn(new(new double[Length]), 0, value));
        Assert.Throws<ArgumentException>(() => learner.Amend(new(bad), 0, 1));
        Assert.Throws<ArgumentException>(() => learner.Amend(new(new double[Length]), 0, value));
        Assert.Throws<ArgumentException>(() => Ask(learner, bad, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => learner.Learn(new(new double[Length]), -1, 1));
        Assert.Throws<ArgumentException>(() => learner.Learn(new(new double[Length + 1]), 0, 1));
        Assert.Throws<ArgumentException>(() => learner.Amend(new(new double[Length]), 77, 1));
        Assert.Equal(before, Saved(learner));
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1.0)]
    [InlineData(1e12)]
    public void Learn_ConstantAndCollinearColumnsOfAnyUnit_StaysFiniteAndLearns(double unit)
    {
        var random = new SplitMix64(12);
        var learner = new AdaptiveBanditLearner(5, AdaptiveBanditSettings.Default);
        for (var i = 0; i < 1500; i++)
        {
            var z = random.NextGaussian();
            var action = random.NextInt32(2);
            learner.Learn(new(new double[] { 1, 7 * unit, z * unit, 2 * z * unit, (3 - z) * unit }), action, (z > 0) == (action == 1) ? 1 : 0);
        }
        Assert.Equal(1, Best(learner, [1, 7 * unit, unit, 2 * unit, 2 * unit]));
        Assert.Equal(0, Best(learner, [1, 7 * unit, -unit, -2 * unit, 4 * unit]));
    }

    [Fact]
    public void Learn_MoreSlotsThanABlockHolds_KeepsADiagonalAndLearns()
    {
        const int Many = 400;
        var random = new SplitMix64(13);
        var learner = new AdaptiveBanditLearner(Many, AdaptiveBanditSettings.Default);
        for (var i = 0; i < 2500; i++)
        {
            var x = new double[Many];
            for (var j = 0; j < 12; j++)
                x[random.NextInt32(Many)] = 1;
            x[0] = random.NextGaussian();
            var action = random.NextInt32(2);
            learner.Learn(new(x), action, (x[0] > 0) == (action == 1) ? 1 : 0);
        }
        var (low, high) = (new double[Many], new double[Many]);
        (low[0], high[0]) = (-1, 1);
        Assert.Equal(0, Best(learner, low));
        Assert.Equal(1, Best(learner, high));
        Assert.Equal(Saved(learner), Saved(AdaptiveBanditLearner.Load(Saved(learner))));
    }

    [Fact]
    public void Probabilities_NumberFarBeyondWhatWasSeen_ScoresAsTheFarthestThatCounts()
    {
        var bandit = new SyntheticBandit(Length, 2, 16);
        var learner = Learnt(Within(bandit, 600), Length, AdaptiveBanditSettings.Default);
        double[] far = [1, 50, 0, 0, 0, 0], farther = [1, 5e8, 0, 0, 0, 0];
        Assert.Equal(Ask(learner, far, 0, 1).Scores, Ask(learner, farther, 0, 1).Scores);
    }

    [Fact]
    public void Grow_SlotsThatComeLater_CountAsZeroBefore()
    {
        var bandit = new SyntheticBandit(Length, 2, 14);
        var decisions = Within(bandit, 700);
        var grown = Learnt(decisions.Take(300).Select(d => d with { Values = [.. d.Values.Take(4)] }), 4, Only(FeatureSets.Pairs));
        grown.Grow(Length);
        Continue(grown, decisions[300..]);
        var whole = Learnt(decisions.Select((d, i) => i < 300 ? d with { Values = [.. d.Values.Take(4), 0, 0] } : d), Length, Only(FeatureSets.Pairs));
        AssertSame(whole, grown, bandit);
        Assert.Throws<ArgumentOutOfRangeException>(() => grown.Grow(3));
    }

    [Fact]
    public void Constructor_SettingsOutOfRange_Throws()
    {
        AdaptiveBanditSettings d = AdaptiveBanditSettings.Default;
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdaptiveBanditLearner(0, d));
        foreach (var bad in (AdaptiveBanditSettings[])[
            d with { Floor = 1.1 }, d with { Exploration = -1 }, d with { PriorMean = double.NaN }, d with { Ridge = 0 }, d with { BiasRidge = double.NaN },
            d with { Features = FeatureSets.None }, d with { MaxFeatures = 257 }, d with { DriftThreshold = -1 }, d with { Remembered = 0 }])
            Assert.Throws<ArgumentOutOfRangeException>(() => new AdaptiveBanditLearner(1, bad));
    }

    [Fact]
    public void Probabilities_AfterWarmUp_AllocateNothing()
    {
        var bandit = new SyntheticBandit(Length, 3, 15);
        var learner = Learnt(Within(bandit, 600), Length, AdaptiveBanditSettings.Default);
        var snapshot = learner.Snapshot();
        int[] eligible = [0, 1, 2, 9];
        var (context, weights, scores, widths) = (new EncodedContext(bandit.NextContext()), new ulong[4], new double[4], new double[4]);
        void Decide()
        {
            snapshot.Probabilities(context, eligible, weights, scores, widths);
            learner.Probabilities(context, eligible, weights, scores, widths);
        }
        Decide();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Decide();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Decisions whose numbers are within reach of each other, so that none is bounded.</summary>
    internal static TestDecision[] Within(SyntheticBandit bandit, int count) =>
        [.. bandit.Decisions(count).Select(d => d with { Values = [.. d.Values.Select((x, j) => Math.Clamp(x, -2 * (1 + (j % 4)), 2 * (1 + (j % 4))))] })];

    internal static AdaptiveBanditLearner Continue(AdaptiveBanditLearner learner, TestDecision[] decisions)
    {
        foreach (var decision in decisions)
            learner.Learn(decision.Context, decision.Action, decision.Reward);
        return learner;
    }

    private static int Best(AdaptiveBanditLearner learner, double[] x)
    {
        var scores = Ask(learner, x, 0, 1).Scores;
        return scores[1] > scores[0] ? 1 : 0;
    }

    private static void AssertSame(AdaptiveBanditLearner expected, AdaptiveBanditLearner actual, SyntheticBandit bandit)
    {
        for (var i = 0; i < 20; i++)
        {
            var x = Within(bandit, 1)[0].Values;
            var (left, right) = (Ask(expected, x, 0, 1, 2, 3), Ask(actual, x, 0, 1, 2, 3));
            for (var a = 0; a < 4; a++)
            {
                Assert.Equal(left.Scores[a], right.Scores[a], 1e-9);
                Assert.Equal(left.Widths[a], right.Widths[a], 1e-6);
            }
        }
    }

    private static void AssertEqualsDense(
        AdaptiveBanditLearner learner, TestDecision[] decisions, int milestone, FeatureSets features, SyntheticBandit bandit, Func<int, int, double> weight)
    {
        double[][] scaled = [.. decisions.Take(milestone).Select(d => d.Values)];
        for (var action = 0; action < 3; action++)
        {
            int[] places = [.. Enumerable.Range(0, decisions.Length).Where(i => decisions[i].Action == action)];
            var dense = new DenseFeatures(scaled, [.. places.Select(i => decisions[i])], [.. places.Select(i => weight(i, action))], features == FeatureSets.Pairs);
            for (var i = 0; i < 10; i++)
            {
                var x = Within(bandit, 1)[0].Values;
                var (score, width) = dense.Predict(x);
                var (_, scores, widths) = Ask(learner, x, action);
                Assert.Equal(score, scores[0], 1e-8);
                // Widths are kept in single precision.
                Assert.Equal(width, widths[0], 1e-5 * Math.Max(1, width));
            }
        }
    }
}
