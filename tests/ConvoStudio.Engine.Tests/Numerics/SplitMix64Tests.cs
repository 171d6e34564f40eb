using ConvoStudio.Engine.Numerics;
using MathNet.Numerics.Distributions;
using Xunit;

namespace ConvoStudio.Engine.Tests.Numerics;

public sealed class SplitMix64Tests
{
    [Fact]
    public void NextUInt64_SeedOfTheReferenceImplementation_GivesItsNumbers()
    {
        var random = new SplitMix64(1234567);
        ulong[] drawn = [random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64()];
        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL], drawn);
    }

    [Fact]
    public void NextUInt32_TakesTheHighHalf()
    {
        var (wide, narrow) = (new SplitMix64(7), new SplitMix64(7));
        Assert.Equal((uint)(wide.NextUInt64() >> 32), narrow.NextUInt32());
    }

    [Fact]
    public void NextDouble_ManyDraws_AreUniform()
    {
        var random = new SplitMix64(3);
        var cells = new int[100];
        for (var i = 0; i < 100_000; i++)
            cells[(int)(random.NextDouble() * 100)]++;
        var chiSquare = cells.Sum(n => (n - 1000.0) * (n - 1000.0) / 1000);
        Assert.InRange(ChiSquared.CDF(99, chiSquare), 0.0005, 0.9995);
    }

    [Fact]
    public void NextGaussian_ManyDraws_MatchTheNormalDistribution()
    {
        var random = new SplitMix64(5);
        var draws = new double[100_000];
        for (var i = 0; i < draws.Length; i++)
            draws[i] = random.NextGaussian();
        Array.Sort(draws);
        var distance = 0.0;
        for (var i = 0; i < draws.Length; i++)
            distance = Math.Max(distance, Math.Abs(Normal.CDF(0, 1, draws[i]) - ((i + 0.5) / draws.Length)));
        // Kolmogorov: P(sqrt(n) D > 1.95) = 0.001.
        Assert.True(distance * Math.Sqrt(draws.Length) < 1.95, $"Kolmogorov distance {distance}");
    }

    [Fact]
    public void NextInt32_AnyBound_StaysBelowAndReachesAll()
    {
        var random = new SplitMix64(9);
        var seen = new HashSet<int>();
        for (var i = 0; i < 1000; i++)
            seen.Add(random.NextInt32(7));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], seen.Order());
        Assert.Throws<ArgumentOutOfRangeException>(() => new SplitMix64(1).NextInt32(0));
    }
}
