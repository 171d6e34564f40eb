using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Exploration;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies.Exploration;

public sealed class ActionProbabilitiesTests
{
    private static readonly double[] Scores = [0.3, 0.5, 0.45, 0.1];
    private static readonly double[] Widths = [0.4, 0.05, 0.2, 0.01];

    public static TheoryData<ExplorationKind> Kinds => [.. Enum.GetValues<ExplorationKind>()];

    [Fact]
    public void Fill_LinUcb_ChoosesTheGreatestBound()
    {
        // Bounds with factor 1: 0.7, 0.55, 0.65, 0.11; with 0.1: 0.34, 0.505, 0.47, 0.101.
        Assert.Equal([1, 0, 0, 0], Of(ExplorationSettings.LinUcb(1)));
        Assert.Equal([0, 1, 0, 0], Of(ExplorationSettings.LinUcb(0.1)));
        Assert.Equal([0.025, 0.925, 0.025, 0.025], Of(ExplorationSettings.LinUcb(0), 0.1).Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void Fill_RegCb_GrowsWithTheLogarithmAndStopsAtTheCeiling()
    {
        // Δ = 0.1 (1 + ln(1 + 999)) = 0.790776: bounds 0.3 + 0.889256 · 0.4 = 0.656, 0.544, 0.628, 0.109.
        Assert.Equal(0.8892556, UpperBounds.Factor(0.1, 999), 1e-6);
        Assert.Equal([1, 0, 0, 0], Of(ExplorationSettings.RegCbOpt(), learnt: 999));
        // Above a ceiling of 0.6 the first and the third are both as good as can be.
        Assert.Equal([0.5, 0, 0.5, 0], Of(ExplorationSettings.RegCbOpt(0.1, 0.6), learnt: 999));
        Assert.Equal([1, 0, 0, 0], Of(ExplorationSettings.RegCbOpt(0.1, double.PositiveInfinity), learnt: 999));
    }

    [Fact]
    public void Fill_EpsilonGreedyAndSoftmax_AreTheClosedForms()
    {
        Assert.Equal([0.05, 0.85, 0.05, 0.05], Of(ExplorationSettings.EpsilonGreedy(0.2)).Select(p => Math.Round(p, 12)));
        double[] powers = [.. Scores.Select(score => Math.Exp(score / 0.1))];
        var softmax = Of(ExplorationSettings.Softmax(0.1));
        for (var i = 0; i < powers.Length; i++)
            Assert.Equal(powers[i] / powers.Sum(), softmax[i], 1e-12);
    }

    [Fact]
    public void Fill_AdaptiveSquareCb_HasGammaFromTheWidths()
    {
        // Root mean square of the widths √((0.16 + 0.0025 + 0.04 + 0.0001)/4) = 0.22506; γ = √32 / (0.5 · 0.22506).
        var gamma = Math.Sqrt(32) / (0.5 * Math.Sqrt(0.2026 / 4));
        Assert.Equal(gamma, SquareCb.Gamma(Widths, 0.5), 1e-9);
        double[] expected = [1 / (4 + (gamma * 0.2)), 0, 1 / (4 + (gamma * 0.05)), 1 / (4 + (gamma * 0.4))];
        expected[1] = 1 - expected.Sum();
        var probabilities = Of(ExplorationSettings.AdaptiveSquareCb());
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], probabilities[i], 1e-12);
    }

    [Fact]
    public void Gamma_OfWidths_IsTheLeastOfTheBound()
    {
        // The bound the remark names: 2K/γ + γ/4 · error². No other γ on a fine grid is better.
        const double noise = 0.3;
        var square = noise * noise * Widths.Average(width => width * width);
        double Bound(double gamma) => (2 * Widths.Length / gamma) + (gamma / 4 * square);
        var least = Enumerable.Range(-4000, 8000).Select(i => Bound(Math.Exp(i / 200.0))).Min();
        Assert.True(Bound(SquareCb.Gamma(Widths, noise)) <= least);
    }

    [Fact]
    public void Gamma_KnownForSure_LeavesTheWorseToTheFloor()
    {
        var probabilities = new double[2];
        ActionProbabilities.Fill(ExplorationSettings.AdaptiveSquareCb(), 5, [0.5, 0.4], [0, 0], 0, probabilities);
        Assert.Equal(1, probabilities[0], 1e-9);
    }

    [Fact]
    public void Fill_Thompson_ScalesTheWidths()
    {
        var probabilities = new double[2];
        ActionProbabilities.Fill(ExplorationSettings.ThompsonSampling(0.5), 0, [0.6, 0.5], [0.3, 0.4], 0, probabilities);
        Assert.Equal(StandardNormal.Cdf(0.1 / 0.25), probabilities[0], 1e-9);
    }

    // A policy that knows nothing must not lean to the first action of the list.
    [Theory, MemberData(nameof(Kinds))]
    public void Fill_NothingKnown_IsUniform(ExplorationKind kind)
    {
        var probabilities = new double[5];
        ActionProbabilities.Fill(Default(kind), 0, new double[5], [1, 1, 1, 1, 1], 0, probabilities);
        Assert.All(probabilities, p => Assert.Equal(0.2, p, 1e-9));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Fill_ThenRounded_EveryWeightHasItsShareOfTheFloor(ExplorationKind kind)
    {
        var random = new SplitMix64(4);
        foreach (var count in (int[])[1, 2, 3, 7, 100, 1000])
        {
            double[] scores = [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];
            double[] widths = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
            var (probabilities, weights) = (new double[count], new ulong[count]);
            ActionProbabilities.Fill(Default(kind), 50, scores, widths, 0.02, probabilities);
            WeightRounding.Round(probabilities, 0.02, weights);
            Assert.Equal(WeightRounding.Total, weights.Aggregate(0UL, (sum, weight) => sum + weight));
            Assert.All(weights, weight => Assert.True(weight >= (ulong)Math.Ceiling(0.02 * WeightRounding.Total / count)));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Fill_AgainAndAgain_IsTheSameAndAllocatesNothing(ExplorationKind kind)
    {
        var settings = Default(kind);
        var (random, first, again) = (new SplitMix64(5), new double[40], new double[40]);
        double[] scores = [.. first.Select(_ => random.NextGaussian())], widths = [.. first.Select(_ => random.NextDouble())];
        ActionProbabilities.Fill(settings, 10, scores, widths, 0.02, first);
        Assert.Equal(0, AllocatedBytes.Of(() => ActionProbabilities.Fill(settings, 10, scores, widths, 0.02, again)));
        Assert.Equal(first, again);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Fill_BadInput_Throws(ExplorationKind kind)
    {
        var settings = Default(kind);
        foreach (var score in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
            Assert.Throws<ArgumentException>(() => ActionProbabilities.Fill(settings, 0, [0, score], [1, 1], 0, new double[2]));
        Assert.Throws<ArgumentException>(() => ActionProbabilities.Fill(settings, 0, [], [], 0, []));
        Assert.Throws<ArgumentException>(() => ActionProbabilities.Fill(settings, 0, [0, 1], [1, 1], 0, new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ActionProbabilities.Fill(settings, 0, [0, 1], [1, 1], 1.1, new double[2]));
        var readsWidths = kind is not (ExplorationKind.SquareCb or ExplorationKind.EpsilonGreedy or ExplorationKind.Softmax);
        foreach (var width in (double[])[double.NaN, -1, double.PositiveInfinity])
        {
            var problem = Record.Exception(() => ActionProbabilities.Fill(settings, 0, [0, 1], [1, width], 0, new double[2]));
            Assert.Equal(readsWidths, problem is ArgumentException);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Fill_OneAction_IsCertain(ExplorationKind kind)
    {
        var probabilities = new double[1];
        ActionProbabilities.Fill(Default(kind), 3, [-2.5], [0.3], 0, probabilities);
        Assert.Equal(1, probabilities[0], 1e-12);
    }

    [Fact]
    public void Problem_OutOfRange_IsSaid()
    {
        Assert.All(Enum.GetValues<ExplorationKind>(), kind => Assert.Null(Default(kind).Problem()));
        ExplorationSettings[] wrong =
        [
            ExplorationSettings.SquareCb(0), ExplorationSettings.SquareCb(1, 1.5), ExplorationSettings.AdaptiveSquareCb(double.NaN), ExplorationSettings.LinUcb(-1),
            ExplorationSettings.ThompsonSampling(double.PositiveInfinity), ExplorationSettings.RegCbOpt(0.1, double.NaN), ExplorationSettings.EpsilonGreedy(1.1),
            ExplorationSettings.Softmax(0), new((ExplorationKind)99, 1), new(ExplorationKind.LinUcb, 1, 0.5), new(ExplorationKind.Softmax, 1, 0, 1),
        ];
        Assert.All(wrong, settings => Assert.NotNull(settings.Problem()));
    }

    internal static ExplorationSettings Default(ExplorationKind kind) => kind switch
    {
        ExplorationKind.SquareCb => ExplorationSettings.SquareCb(),
        ExplorationKind.AdaptiveSquareCb => ExplorationSettings.AdaptiveSquareCb(),
        ExplorationKind.LinUcb => ExplorationSettings.LinUcb(),
        ExplorationKind.ThompsonSampling => ExplorationSettings.ThompsonSampling(),
        ExplorationKind.RegCbOpt => ExplorationSettings.RegCbOpt(),
        ExplorationKind.EpsilonGreedy => ExplorationSettings.EpsilonGreedy(),
        _ => ExplorationSettings.Softmax(),
    };

    private static double[] Of(ExplorationSettings settings, double floor = 0, long learnt = 0)
    {
        var probabilities = new double[Scores.Length];
        ActionProbabilities.Fill(settings, learnt, Scores, Widths, floor, probabilities);
        return probabilities;
    }
}
