using System.Security.Cryptography;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.ContextFree;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies.ContextFree;

public sealed class ContextFreeLearnerTests
{
    public static TheoryData<ContextFreeModel> Models => [.. Enum.GetValues<ContextFreeModel>()];

    [Fact]
    public void Probabilities_BetaAfterCounts_AreTheClosedForm()
    {
        // Beta(1 + 2, 1 + 1) against Beta(1 + 1, 1 + 2); P(X > Y) by hand: ∫ 12x²(1−x) (6x² − 8x³ + 3x⁴) dx = 53/70.
        var learner = new ContextFreeLearner(new(Floor: 0));
        Learn(learner, 3, [1, 1, 0]);
        Learn(learner, 8, [1, 0, 0]);
        var (weights, scores, widths) = Ask(learner, [3, 8]);
        Assert.Equal(53.0 / 70, weights[0] / 4294967296.0, 1e-7);
        Assert.Equal([0.6, 0.4], scores);
        Assert.Equal(Math.Sqrt(0.6 * 0.4 / 6), widths[0], 1e-15);
    }

    [Fact]
    public void Probabilities_GaussianAfterCounts_AreTheClosedForm()
    {
        var learner = new ContextFreeLearner(new(ContextFreeModel.Gaussian, Floor: 0, PriorReward: 2, PriorDecisions: 1, Noise: 3));
        Learn(learner, 0, [5, 8]);
        var (weights, scores, widths) = Ask(learner, [0, 1]);
        // Mean (2 + 13) / 3 and deviation 3/√3 against 2 and 3.
        Assert.Equal([5, 2], scores);
        Assert.Equal([Math.Sqrt(3), 3], widths.Select(w => Math.Round(w, 14)), (a, b) => Math.Abs(a - b) < 1e-13);
        Assert.Equal(StandardNormal.Cdf(3 / Math.Sqrt(12)), weights[0] / 4294967296.0, 1e-8);
    }

    [Theory, MemberData(nameof(Models))]
    public void Amend_LateReward_EqualsHavingLearntIt(ContextFreeModel model)
    {
        var (late, known) = (new ContextFreeLearner(new(model)), new ContextFreeLearner(new(model)));
        Learn(late, 2, [0, 0.25, 0]);
        Learn(known, 2, [0, 1, 0]);
        late.Amend(default, 2, 0.75);
        Assert.Equal(LinearBanditSaveTests.Saved(known), LinearBanditSaveTests.Saved(late));
    }

    [Theory, MemberData(nameof(Models))]
    public void Load_Midway_ContinuesBitForBit(ContextFreeModel model)
    {
        var whole = new ContextFreeLearner(new(model, 0.05, 0.1, 3, 0.2, 2));
        foreach (var action in (int[])[7, 2, 1_000_000, 2])
            Learn(whole, action, [0.1, 1]);
        var loaded = ContextFreeLearner.Load(LinearBanditSaveTests.Saved(whole));
        Assert.Equal((whole.Settings, whole.LearntCount), (loaded.Settings, loaded.LearntCount));
        foreach (var learner in (ContextFreeLearner[])[whole, loaded])
            Learn(learner, 5, [0.3, 0.7]);
        Assert.Equal(LinearBanditSaveTests.Saved(whole), LinearBanditSaveTests.Saved(loaded));
        Assert.Equal(Ask(whole, [2, 5, 7, 9]).Weights, Ask(loaded, [2, 5, 7, 9]).Weights);
    }

    [Fact]
    public void Load_DamagedBytes_AreNoticed()
    {
        var learner = new ContextFreeLearner(new());
        Learn(learner, 1, [1, 0]);
        var bytes = LinearBanditSaveTests.Saved(learner);
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => ContextFreeLearner.Load(damaged));
        }
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<InvalidDataException>(() => ContextFreeLearner.Load(bytes.AsSpan(0, length)));

        // Behind a valid hash: a model that does not exist, and decisions that the actions do not have.
        foreach (var (offset, value) in ((int, byte)[])[(16, 9), (60, 77)])
        {
            var wrong = bytes.ToArray();
            wrong[offset] = value;
            SHA256.HashData(wrong.AsSpan(0, wrong.Length - 32)).CopyTo(wrong.AsSpan(wrong.Length - 32));
            Assert.Throws<InvalidDataException>(() => ContextFreeLearner.Load(wrong));
        }
    }

    [Fact]
    public void Snapshot_LearntOn_StaysAsItWas()
    {
        var learner = new ContextFreeLearner(new());
        Learn(learner, 1, [1]);
        var snapshot = learner.Snapshot();
        var before = Ask(snapshot, [1, 2]);
        Learn(learner, 2, [1, 1, 1]);
        Assert.Equal(before.Weights, Ask(snapshot, [1, 2]).Weights);
        Assert.NotEqual(before.Weights, Ask(learner, [1, 2]).Weights);
    }

    [Theory, MemberData(nameof(Models))]
    public void Probabilities_MillionKnownFiveEligible_AreThoseOfFive(ContextFreeModel model)
    {
        var (many, few) = (new ContextFreeLearner(new(model)), new ContextFreeLearner(new(model)));
        int[] eligible = [3, 77_000, 500_001, 999_999, 1_000_007];
        for (var action = 0; action < 1_000_000; action++)
        {
            Learn(many, action, [action % 2]);
            if (eligible.Contains(action))
                Learn(few, action, [action % 2]);
        }
        var snapshot = many.Snapshot();
        var expected = Ask(few, eligible);
        var answer = Ask(snapshot, eligible);
        Assert.Equal(expected.Weights, answer.Weights);
        Assert.Equal(expected.Scores, answer.Scores);
        var (weights, scores, widths) = (new ulong[5], new double[5], new double[5]);
        Assert.Equal(0, AllocatedBytes.Of(() => snapshot.Probabilities(default, eligible, weights, scores, widths)));
    }

    [Theory, MemberData(nameof(Models))]
    public void Probabilities_KnownTruth_FindTheBestAndKeepTheFloor(ContextFreeModel model)
    {
        // Rates 3 %, 5 % and 9 %; the last must have nearly everything above the floor after 20,000 decisions.
        double[] rates = [0.03, 0.05, 0.09];
        var (learner, random) = (new ContextFreeLearner(new(model, PriorReward: 0.03, Noise: 0.25)), new SplitMix64(3));
        ulong[] weights = [];
        for (var i = 0; i < 20_000; i++)
        {
            if (i % 20 == 0)
                weights = Ask(learner, [0, 1, 2]).Weights;
            var draw = (ulong)random.NextUInt32();
            var action = draw < weights[0] ? 0 : draw < weights[0] + weights[1] ? 1 : 2;
            Learn(learner, action, [random.NextDouble() < rates[action] ? 1 : 0]);
        }
        Assert.True(weights[2] / 4294967296.0 > 0.95);
        Assert.All(weights, weight => Assert.True(weight >= (ulong)Math.Ceiling(0.02 * WeightRounding.Total / 3)));
    }

    [Fact]
    public void Probabilities_RewardsBeyondTheRange_CountAsTheirNearest()
    {
        var learner = new ContextFreeLearner(new());
        Learn(learner, 0, [50, -3]);
        Learn(learner, 1, [-50]);
        var (_, scores, widths) = Ask(learner, [0, 1]);
        Assert.Equal([3.0 / 4, 1.0 / 3], scores);
        Assert.All(widths, width => Assert.True(width > 0));
    }

    [Fact]
    public void Learn_BadInput_Throws()
    {
        var learner = new ContextFreeLearner(new());
        foreach (var reward in (double[])[double.NaN, double.PositiveInfinity, 1e31])
            Assert.Throws<ArgumentException>(() => learner.Learn(default, 0, reward));
        Assert.Throws<ArgumentOutOfRangeException>(() => learner.Learn(default, -1, 0));
        Assert.Throws<ArgumentException>(() => learner.Amend(default, 0, 1));
        Assert.Throws<ArgumentException>(() => Ask(learner, []));
        Assert.Equal(0, learner.LearntCount);
        ContextFreeSettings[] wrong =
        [
            new((ContextFreeModel)5), new(Floor: 2), new(PriorReward: 0), new(PriorReward: 1), new(PriorDecisions: 0), new(ContextFreeModel.Gaussian, Noise: double.NaN),
            new(HighestReward: 0),
        ];
        Assert.All(wrong, settings => Assert.Throws<ArgumentOutOfRangeException>(() => new ContextFreeLearner(settings)));
    }

    [Fact]
    public void Explain_AnyContext_IsMeanAndWidthAlone()
    {
        var learner = new ContextFreeLearner(new());
        Learn(learner, 4, [1, 0, 1]);
        var snapshot = (IExplainablePolicy)learner.Snapshot();
        var parts = snapshot.Explain(new(new double[] { 1, 2, 3 }), default, 4);
        Assert.Empty(parts.Parts);
        Assert.Equal((0.6, 0.6, 0.2, true), (parts.Score, parts.Start, Math.Round(parts.Width, 12), parts.IsKnown));
        Assert.False(snapshot.Explain(default, default, 5).IsKnown);
    }

    private static void Learn(ContextFreeLearner learner, int action, double[] rewards)
    {
        foreach (var reward in rewards)
            learner.Learn(default, action, reward);
    }

    private static (ulong[] Weights, double[] Scores, double[] Widths) Ask(ContextFreeLearner learner, int[] eligible) => Ask(learner.Snapshot(), eligible);

    private static (ulong[] Weights, double[] Scores, double[] Widths) Ask(IPolicySnapshot snapshot, int[] eligible)
    {
        var answer = (Weights: new ulong[eligible.Length], Scores: new double[eligible.Length], Widths: new double[eligible.Length]);
        snapshot.Probabilities(default, eligible, answer.Weights, answer.Scores, answer.Widths);
        return answer;
    }
}
