using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Numerics;

public sealed class NormalMaximumTests
{
    [Fact]
    public void Cdf_AgainstTheLibrary_IsWithin1e15()
    {
        for (var z = -12.0; z <= 12; z += 0.0137)
        {
            var (values, exponentials) = (new[] { z, z, 0, z }, new double[4]);
            PortableNormal.DensityAndCdf(values, exponentials);
            Assert.Equal(StandardNormal.Cdf(z), PortableNormal.Cdf(z), 2e-15);
            Assert.Equal(PortableNormal.Cdf(z), values[3]);
        }
    }

    // P(X > Y) = Φ((μ − ν) / √(σ² + τ²)): deviations up to twelve powers of ten apart.
    [Theory]
    [InlineData(0, 1, 0, 1), InlineData(0.3, 1, 0, 2), InlineData(0.1, 1e-6, 0, 1), InlineData(1e6, 1e-6, 1e6 + 1e-6, 3e-6), InlineData(5, 1e-12, 4.5, 1)]
    [InlineData(-3, 1e6, 2, 1e-6), InlineData(0, 0, 1, 2), InlineData(2, 0.5, 1, 0), InlineData(1e-9, 1e-9, 0, 1e-9), InlineData(40, 1, 0, 1), InlineData(0, 3, 0, 0)]
    public void Probabilities_TwoVariables_AreTheClosedForm(double mean, double deviation, double otherMean, double otherDeviation)
    {
        var expected = StandardNormal.Cdf((mean - otherMean) / Math.Sqrt((deviation * deviation) + (otherDeviation * otherDeviation)));
        var probabilities = Of([mean, otherMean], [deviation, otherDeviation]);
        Assert.Equal(expected, probabilities[0], 1e-9);
        Assert.Equal(1 - expected, probabilities[1], 1e-9);
    }

    [Theory, InlineData(3, 1), InlineData(10, 2), InlineData(26, 3), InlineData(60, 4)]
    public void Probabilities_RandomMeansAndWidths_AgreeWithFineTrapezia(int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        double[] means = [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];
        double[] deviations = [.. Enumerable.Range(0, count).Select(_ => Math.Pow(10, -1.5 + (2 * random.NextDouble())))];
        var probabilities = Of(means, deviations);
        for (var i = 0; i < count; i++)
            Assert.Equal(Trapezia(i, means, deviations), probabilities[i], 1e-8);
        Assert.Equal(1, probabilities.Sum(), 1e-12);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(37), InlineData(1000)]
    public void Probabilities_AllAlike_AreEqual(int count)
    {
        Assert.All(Of([.. Enumerable.Repeat(0.7, count)], [.. Enumerable.Repeat(0.2, count)]), p => Assert.Equal(1.0 / count, p, 1e-9));
        Assert.All(Of([.. Enumerable.Repeat(0.7, count)], new double[count]), p => Assert.Equal(1.0 / count, p, 1e-12));
    }

    [Theory, InlineData(0.3, 1), InlineData(1, 0.2), InlineData(-2, 3)]
    public void Probabilities_ThousandInTwoGroups_AgreeWithPowers(double mean, double deviation)
    {
        double[] means = [.. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? 0 : mean)];
        double[] deviations = [.. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? 1 : deviation)];
        var probabilities = Of(means, deviations);
        // One of the first group against 499 of its own and 500 of the other.
        var (expected, step) = (0.0, 0.0005);
        for (var z = -9.0; z <= 9; z += step)
            expected += step * StandardNormal.Density(z) * Math.Pow(StandardNormal.Cdf(z), 499) * Math.Pow(StandardNormal.Cdf((z - mean) / deviation), 500);
        Assert.Equal(expected, probabilities[0], 1e-9);
        Assert.Equal((1 - (500 * expected)) / 500, probabilities[1], 1e-9);
    }

    [Fact]
    public void Probabilities_WidthsOfAllSizesAtOneMean_AgreeWithDraws()
    {
        // Ratios of a million within one set: no grid of one step could carry all of them.
        double[] means = [0, 1e-7, 0.01, -0.5, 0.02], deviations = [1e-6, 1e-7, 0.02, 1, 0];
        var probabilities = Of(means, deviations);
        var (random, wins) = (new SplitMix64(9), new double[5]);
        const int draws = 400_000;
        for (var d = 0; d < draws; d++)
        {
            var (best, at) = (double.NegativeInfinity, 0);
            for (var i = 0; i < 5; i++)
            {
                var value = means[i] + (deviations[i] * random.NextGaussian());
                if (value > best)
                    (best, at) = (value, i);
            }
            wins[at]++;
        }
        for (var i = 0; i < 5; i++)
            Assert.InRange(wins[i] / draws, probabilities[i] - (5 * Error(probabilities[i])) - 1e-5, probabilities[i] + (5 * Error(probabilities[i])) + 1e-5);

        static double Error(double p) => Math.Sqrt(p * (1 - p) / draws);
    }

    [Fact]
    public void Probabilities_EqualSureOnes_ShareWhatOneWouldHave()
    {
        // Sure rewards of 1 twice and of ½; a normal one beats 1 with probability Φ(−1).
        var probabilities = Of([1, 0.5, 1, 0], [0, 0, 0, 1]);
        Assert.Equal(StandardNormal.Cdf(-1), probabilities[3], 1e-10);
        Assert.Equal((1 - StandardNormal.Cdf(-1)) / 2, probabilities[0], 1e-10);
        Assert.Equal(probabilities[0], probabilities[2]);
        Assert.Equal(0, probabilities[1]);
    }

    [Theory, InlineData(1e300, 1e-300), InlineData(-1e300, 1e300), InlineData(0, 1e-320), InlineData(1e-300, 1e-290)]
    public void Probabilities_AtTheEndsOfTheRange_SumToOne(double mean, double deviation)
    {
        var probabilities = Of([mean, 0, -mean], [deviation, 1e-300, 1]);
        Assert.All(probabilities, p => Assert.InRange(p, 0, 1));
        Assert.Equal(1, probabilities.Sum(), 1e-9);
    }

    private static double[] Of(double[] means, double[] deviations)
    {
        var probabilities = new double[means.Length];
        NormalMaximum.Probabilities(means, deviations, new double[NormalMaximum.WorkLength(means.Length)], probabilities);
        return probabilities;
    }

    private static double Trapezia(int i, double[] means, double[] deviations)
    {
        var (sum, step) = (0.0, 0.001);
        for (var z = -9.0; z <= 9; z += step)
        {
            var product = StandardNormal.Density(z);
            for (var j = 0; j < means.Length && product > 0; j++)
            {
                if (j != i)
                    product *= StandardNormal.Cdf((means[i] + (z * deviations[i]) - means[j]) / deviations[j]);
            }
            sum += product;
        }
        return sum * step;
    }
}
