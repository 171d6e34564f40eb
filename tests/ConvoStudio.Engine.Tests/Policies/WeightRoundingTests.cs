using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Exploration;
using MathNet.Numerics.Distributions;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies;

public sealed class WeightRoundingTests
{
    [Fact]
    public void Round_RandomScoresAnyNumberOfActions_SumsTo2To32AndKeepsTheFloor()
    {
        var random = new SplitMix64(1);
        foreach (var floor in (double[])[0, 1e-9, 0.02, 0.5, 1])
        {
            for (var count = 1; count <= 200; count++)
            {
                var weights = Weights(Scores(ref random, count), random.NextDouble() * 10_000, floor);
                Assert.Equal(1UL << 32, weights.Aggregate(0UL, (sum, weight) => sum + weight));
                var share = Math.Min((ulong)Math.Ceiling(floor / count * 4294967296.0), (1UL << 32) / (ulong)count);
                Assert.All(weights, weight => Assert.True(weight >= share, $"{weight} < {share} with {count} actions, floor {floor}"));
            }
        }
    }

    [Theory]
    [InlineData(new[] { 0.0, 0, 0 }), InlineData(new[] { 1e308, -1e308 }), InlineData(new[] { 5e-324, 0, -5e-324 })]
    [InlineData(new[] { double.MaxValue, double.MinValue, 0, 1 }), InlineData(new[] { -1e300, -1e300 })]
    public void Round_ExtremeScores_SumsTo2To32(double[] scores)
    {
        foreach (var gamma in (double[])[0, 1e-300, 10, 1e300])
        {
            foreach (var floor in (double[])[0, 0.02, 1])
                Assert.Equal(1UL << 32, Weights(scores, gamma, floor).Aggregate(0UL, (sum, weight) => sum + weight));
        }
    }

    [Fact]
    public void Round_RemainderAndTies_GoToTheLowestIndex()
    {
        var weights = new ulong[3];
        WeightRounding.Round([1.0 / 3, 1.0 / 3, 1.0 / 3], 0.02, weights);
        Assert.Equal([1431655766UL, 1431655765UL, 1431655765UL], weights);
    }

    [Fact]
    public void Round_FloorSharesTakeTooMuch_TakesItBackFromTheHeaviest()
    {
        // Two shares of ceil(2^32 / 3 / 2) each lift one count too much in all; the heaviest pays.
        var weights = new ulong[3];
        var share = 1.0 / 6;
        WeightRounding.Round([share, 1 - (2 * share), share], 0.5, weights);
        Assert.Equal([715827883UL, 2863311530UL, 715827883UL], weights);
    }

    [Fact]
    public void Round_CertainAction_WeighsTheWhole()
    {
        var weights = new ulong[2];
        WeightRounding.Round([0, 1], 0, weights);
        Assert.Equal([0UL, 1UL << 32], weights);
    }

    [Theory]
    [InlineData(new[] { double.NaN, 1.0 }), InlineData(new[] { -0.1, 1.1 }), InlineData(new[] { 0.5, 0.4 }), InlineData(new double[0])]
    public void Round_NotProbabilities_Throws(double[] probabilities) =>
        Assert.Throws<ArgumentException>(() => WeightRounding.Round(probabilities, 0, new ulong[probabilities.Length]));

    [Theory, InlineData(-0.1), InlineData(1.1), InlineData(double.NaN)]
    public void Round_FloorOutOfRange_Throws(double floor) => Assert.Throws<ArgumentException>(() => WeightRounding.Round([1], floor, new ulong[1]));

    [Fact]
    public void Draw_HundredThousandSeededDraws_MatchTheWeights()
    {
        var weights = Weights([0.1, 0.5, 0.45, 0.2, 0.3, 0.49, 0.0, 0.33], 50, 0.02);
        var random = new SplitMix64(20);
        var drawn = new long[weights.Length];
        const int draws = 100_000;
        for (var i = 0; i < draws; i++)
        {
            ulong draw = random.NextUInt32(), sum = 0;
            var action = 0;
            while (draw >= (sum += weights[action]))
                action++;
            drawn[action]++;
        }
        var chiSquare = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            var expected = draws * (weights[i] / 4294967296.0);
            chiSquare += (drawn[i] - expected) * (drawn[i] - expected) / expected;
        }
        Assert.InRange(ChiSquared.CDF(weights.Length - 1, chiSquare), 0.0005, 0.9995);
    }

    private static ulong[] Weights(double[] scores, double gamma, double floor)
    {
        var (probabilities, weights) = (new double[scores.Length], new ulong[scores.Length]);
        SquareCb.Probabilities(scores, gamma, floor, probabilities);
        WeightRounding.Round(probabilities, floor, weights);
        return weights;
    }

    private static double[] Scores(ref SplitMix64 random, int count)
    {
        var scores = new double[count];
        var magnitude = Math.Pow(10, (random.NextDouble() * 12) - 6);
        for (var i = 0; i < count; i++)
            scores[i] = random.NextGaussian() * magnitude;
        return scores;
    }
}
