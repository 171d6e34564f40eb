using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Exploration;
using Xunit;
using static ConvoStudio.Engine.Tests.Policies.LinearBanditRuns;

namespace ConvoStudio.Engine.Tests.Policies;

public sealed class LinearBanditLearnerTests
{
    // 40: only the recursion; 64: a milestone itself; 300: recursion after the milestone at 256.
    [Theory]
    [InlineData(40, true), InlineData(64, true), InlineData(300, true), InlineData(40, false), InlineData(300, false)]
    public void Learn_AnyCount_AgreesWithTheDenseJointSolve(int count, bool shared)
    {
        var bandit = new SyntheticBandit(9, 4, 1);
        var decisions = bandit.Decisions(count);
        AssertAgrees(new DenseRidge(decisions, 9, shared, 1, [7]), Learnt(decisions, 9, shared), bandit, [0, 1, 2, 3, 7], 1e-9);
    }

    [Fact]
    public void Learn_LongBetweenMilestones_DriftStaysBelowOneInABillion()
    {
        var bandit = new SyntheticBandit(12, 3, 2);
        var decisions = bandit.Decisions(8000);
        var learner = Learnt(decisions, 12, true);
        Assert.Equal(4096, learner.LastResolveAt);
        AssertAgrees(new DenseRidge(decisions, 12, true, 1), learner, bandit, [0, 1, 2], 1e-9);
    }

    // At a milestone, and one step before the next one ten thousand later: as far as the recursion ever runs.
    [Theory, InlineData(20_000, 20_000), InlineData(29_999, 20_000)]
    public void Learn_TensOfThousands_AgreesWithTheDenseJointSolve(int count, int milestone)
    {
        var bandit = new SyntheticBandit(12, 5, 22);
        var decisions = bandit.Decisions(count);
        var learner = Learnt(decisions, 12, true);
        Assert.Equal(milestone, learner.LastResolveAt);
        AssertAgrees(new DenseRidge(decisions, 12, true, 1), learner, bandit, [0, 1, 2, 3, 4], 1e-8);
    }

    // As the encoder makes them: words as indicators that sum to the bias, so the slots are collinear and only the penalty tells them apart.
    [Fact]
    public void Learn_CollinearIndicators_AgreesWithTheDenseJointSolve()
    {
        const int groups = 4, words = 9, length = 1 + (groups * words);
        var random = new SplitMix64(21);
        double[] Context(ref SplitMix64 source)
        {
            var x = new double[length];
            x[0] = 1;
            for (var group = 0; group < groups; group++)
                x[1 + (group * words) + (int)(words * source.NextDouble() * source.NextDouble())] = 1;
            return x;
        }

        var decisions = new TestDecision[2000];
        for (var i = 0; i < decisions.Length; i++)
            decisions[i] = new(Context(ref random), random.NextInt32(4), random.NextDouble() < 0.4 ? 1 : 0);
        var (learner, dense) = (Learnt(decisions, length, true), new DenseRidge(decisions, length, true, 1));
        for (var i = 0; i < 50; i++)
        {
            var x = Context(ref random);
            var answer = Ask(learner.Snapshot(), x, [0, 1, 2, 3]);
            for (var action = 0; action < 4; action++)
            {
                Assert.Equal(1, answer.Scores[action] / dense.Predict(x, action).Score, 1e-9);
                Assert.Equal(1, answer.Widths[action] / dense.Predict(x, action).Width, 1e-9);
            }
        }
    }

    [Fact]
    public void Learn_OtherRidge_AgreesWithTheDenseJointSolve()
    {
        var bandit = new SyntheticBandit(6, 3, 8);
        var decisions = bandit.Decisions(150);
        var learner = new LinearBanditLearner(6, new LinearBanditSettings(Ridge: 3.5));
        LearnAll(learner, decisions);
        AssertAgrees(new DenseRidge(decisions, 6, true, 3.5), learner, bandit, [0, 1, 2], 1e-9);
    }

    [Fact]
    public void Learn_SparseActionNumbersInAnyOrder_AgreesWithTheDenseJointSolve()
    {
        var bandit = new SyntheticBandit(5, 4, 3);
        var decisions = bandit.Decisions(100, actionStep: 1000);
        var learner = Learnt(decisions, 5, true);
        Assert.Equal([0, 1000, 2000, 3000], learner.Actions);
        Assert.Equal(decisions.Count(d => d.Action == 2000), learner.LearntCountOf(2000));
        Assert.Equal(0, learner.LearntCountOf(5));
        AssertAgrees(new DenseRidge(decisions, 5, true, 1, [5, 9999]), learner, bandit, [0, 5, 1000, 2000, 3000, 9999], 1e-9);
    }

    [Fact]
    public void IsMilestone_Counts_AreThePowersOfTwoAndTheTenThousands() =>
        Assert.Equal([64, 128, 256, 512, 1024, 2048, 4096, 8192, 10_000, 16_384, 20_000, 30_000, 32_768],
            Enumerable.Range(0, 33_000).Where(n => LinearBanditLearner.IsMilestone(n)));

    [Theory, InlineData(50), InlineData(200)]
    public void Grow_AnyTime_EqualsHavingHadTheSlotsAsZerosFromTheStart(int before)
    {
        var bandit = new SyntheticBandit(11, 3, 4);
        var decisions = bandit.Decisions(300);
        for (var i = 0; i < before; i++)
            decisions[i] = decisions[i] with { Values = decisions[i].Values[..6] };
        var grown = Learnt(decisions[..before], 6, true);
        grown.Grow(11);
        LearnAll(grown, decisions[before..]);
        Assert.Equal(11, grown.ContextLength);
        AssertAgrees(new DenseRidge(decisions, 11, true, 1), grown, bandit, [0, 1, 2], 1e-9);
    }

    [Fact]
    public void Grow_Shorter_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new LinearBanditLearner(4, new()).Grow(3));

    [Theory, InlineData(true, 100, 40), InlineData(true, 300, 10), InlineData(false, 300, 10), InlineData(true, 63, 62)]
    public void Amend_LearntDecision_EqualsHavingLearntTheAmendedReward(bool shared, int count, int amended)
    {
        var bandit = new SyntheticBandit(9, 4, 5);
        var decisions = bandit.Decisions(count);
        var corrected = decisions.ToArray();
        corrected[amended] = corrected[amended] with { Reward = corrected[amended].Reward + 3.25 };
        var learner = Learnt(decisions, 9, shared);
        learner.Amend(decisions[amended].Context, decisions[amended].Action, 3.25);
        AssertAgrees(new DenseRidge(corrected, 9, shared, 1), learner, bandit, [0, 1, 2, 3], 1e-9);

        // And still after more decisions and a milestone.
        var more = bandit.Decisions(250);
        LearnAll(learner, more);
        AssertAgrees(new DenseRidge([.. corrected, .. more], 9, shared, 1), learner, bandit, [0, 1, 2, 3], 1e-9);
    }

    [Fact]
    public void Amend_ActionNeverLearnt_Throws() =>
        Assert.Throws<ArgumentException>(() => new LinearBanditLearner(2, new()).Amend(new(new double[] { 1, 2 }), 3, 1));

    [Theory, InlineData(1e5), InlineData(1e10), InlineData(1e29)]
    public void Learn_HugeEqualSlots_NeverStopsNorLosesItsNumbers(double magnitude)
    {
        var bandit = new SyntheticBandit(6, 3, 13);
        var learner = new LinearBanditLearner(6, new());
        for (var i = 0; i < 600; i++)
        {
            var decision = bandit.NextDecision();
            (decision.Values[2], decision.Values[3], decision.Values[4], decision.Values[5]) =
                (magnitude, magnitude, magnitude * decision.Values[1], magnitude * decision.Values[1]);
            learner.Learn(decision.Context, decision.Action, decision.Reward);
            var answer = Ask(learner.Snapshot(), decision.Values, [0, 1, 2, 3]);
            Assert.All(answer.Scores.Concat(answer.Widths), value => Assert.True(double.IsFinite(value)));
            Assert.Equal(1UL << 32, answer.Weights.Aggregate(0UL, (sum, weight) => sum + weight));
        }
    }

    [Fact]
    public void Learn_BadInput_ThrowsAndLearnsNothing()
    {
        var learner = new LinearBanditLearner(2, new());
        Assert.Throws<ArgumentException>(() => learner.Learn(new(new[] { 1, double.NaN }), 0, 1));
        Assert.Throws<ArgumentException>(() => learner.Learn(new(new double[] { 1, 2 }), 0, double.NaN));
        Assert.Throws<ArgumentException>(() => learner.Learn(new(new double[] { 1, 2, 3 }), 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => learner.Learn(new(new double[] { 1, 2 }), -1, 1));
        Assert.Equal(0, learner.LearntCount);
        Assert.Empty(learner.Actions);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearBanditLearner(0, new()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearBanditLearner(1, new(Floor: 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearBanditLearner(1, new(Ridge: 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearBanditLearner(1, new() { Exploration = ExplorationSettings.SquareCb(double.NaN) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearBanditLearner(1, new() { Exploration = ExplorationSettings.SquareCb(exponent: -0.1) }));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Learn_OwnDecisionsOnKnownTruth_BeatsUniformAndNearsTheBest(bool shared)
    {
        var bandit = new SyntheticBandit(8, 5, 10);
        var learner = new LinearBanditLearner(8, new LinearBanditSettings(SharedBlock: shared));
        int[] eligible = [0, 1, 2, 3, 4];
        double chosen = 0, uniform = 0, best = 0;
        for (var i = 0; i < 4000; i++)
        {
            var x = bandit.NextContext();
            var weights = Ask(learner.Snapshot(), x, eligible).Weights;
            ulong draw = bandit.NextDraw(), sum = 0;
            var action = 0;
            while (draw >= (sum += weights[action]))
                action++;
            learner.Learn(new(x), action, bandit.NextReward(x, action));
            if (i < 2000)
                continue;
            chosen += bandit.Mean(x, action);
            uniform += eligible.Average(a => bandit.Mean(x, a));
            best += eligible.Max(a => bandit.Mean(x, a));
        }
        // Share of the possible gain over uniform that was reaped in the second half.
        Assert.True((chosen - uniform) / (best - uniform) > 0.75, $"chosen {chosen}, uniform {uniform}, best {best}");
    }

    [Fact]
    public void Learn_Weighted_IsTheWeightedMean()
    {
        // One constant slot, no shared block, ridge 1: Σwr / (1 + Σw).
        var learner = new LinearBanditLearner(1, new LinearBanditSettings(SharedBlock: false));
        EncodedContext one = new(new double[] { 1 });
        double sum = 0, weights = 0;
        for (var i = 0; i < 100; i++)
        {
            var (reward, weight) = (i % 3, i % 2 == 0 ? 0.25 : 1);
            learner.Learn(one, 5, reward, weight);
            (sum, weights) = (sum + (weight * reward), weights + weight);
        }
        var (_, scores, widths) = LinearBanditRuns.Ask(learner.Snapshot(), [1], [5]);
        Assert.Equal(sum / (1 + weights), scores[0], 1e-12);
        Assert.Equal(Math.Sqrt(1 / (1 + weights)), widths[0], 1e-12);
        foreach (var weight in (double[])[0, 1.5, double.NaN])
            Assert.Throws<ArgumentOutOfRangeException>(() => learner.Learn(one, 5, 1, weight));
        Assert.Equal(100, learner.LearntCount);
    }
}
