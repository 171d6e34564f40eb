using ConvoStudio.Engine.Compliance.Proxies;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Compliance.Proxies;

public sealed class ProxyTestTests
{
    [Fact]
    public void Run_FourRows_IsTheSquaredCorrelation_AndPCountsTheShuffles()
    {
        // x = 1 2 3 4, groups 0 0 1 1: r² = 16/20 = 0.8; adjusted (0.8 − 1/3)/(2/3) = 0.7. Two of the six ways to share out two of four rows are as good: p → 1/3.
        var random = new SplitMix64(1);
        var result = ProxyTest.Run([new("x", [[1, 2, 3, 4]])], [0, 0, 1, 1], ref random, 60_000);
        Assert.Equal(0.7, result.Explained, 12);
        Assert.Equal(1 / 3.0, result.PValue, 0.01);
        Assert.Equal((0.7, result.PValue), (Math.Round(result.Facts[0].Explained, 12), result.Facts[0].PValue));
    }

    [Fact]
    public void Run_FactThatIsTheGroup_ExplainsAll_AndComesFirst()
    {
        var random = new SplitMix64(2);
        var groups = Enumerable.Range(0, 200).Select(i => i % 3).ToArray();
        double[] noise = [.. groups.Select(_ => random.NextGaussian())];
        var result = ProxyTest.Run(
            [new("noise", [noise]), new("twin", [[.. groups.Select(g => g == 0 ? 1.0 : 0)], [.. groups.Select(g => g == 1 ? 1.0 : 0)]])], groups, ref random);
        Assert.Equal(1, result.Explained, 9);
        Assert.Equal("twin", result.Facts[0].Fact);
        Assert.Equal(0.001, result.Facts[0].PValue, 12);
        Assert.True(result.Facts[1].PValue > 0.01, $"{result.Facts[1].PValue}");
    }

    [Fact]
    public void Run_TwoFactsThatTellOnlyTogether_AreFoundTogether()
    {
        // group = sign of a + b − c: no single one is a twin, all three are.
        var random = new SplitMix64(3);
        const int n = 400;
        var columns = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, n).Select(_ => random.NextGaussian()).ToArray()).ToArray();
        var groups = Enumerable.Range(0, n).Select(i => columns[0][i] + columns[1][i] - columns[2][i] > 0 ? 1 : 0).ToArray();
        var result = ProxyTest.Run([new("a", [columns[0]]), new("b", [columns[1]]), new("c", [columns[2]])], groups, ref random);
        Assert.True(result.Explained > 0.5, $"{result.Explained}");
        Assert.All(result.Facts, f => Assert.InRange(f.Explained, 0.1, 0.35));
    }

    [Fact]
    public void Run_NothingToTell_RejectsAsOftenAsItSays()
    {
        // 2,000 trials at level 0.05: within four standard errors. Dependent, skewed and constant columns included.
        var random = new SplitMix64(4);
        var (all, single) = (0, 0);
        const int trials = 2000;
        for (var trial = 0; trial < trials; trial++)
        {
            double[] a = [.. Enumerable.Range(0, 40).Select(_ => Math.Exp(2 * random.NextGaussian()))];
            double[] b = [.. a.Select(x => -3 * x)], c = [.. a.Select(_ => random.NextDouble() < 0.1 ? 1.0 : 0)], d = new double[40];
            var groups = a.Select(_ => random.NextDouble() < 0.4 ? 1 : 0).ToArray();
            groups[0] = 1 - groups[1];
            var result = ProxyTest.Run([new("a", [a]), new("b", [b]), new("c", [c, d])], groups, ref random, 99);
            all += result.PValue <= 0.05 ? 1 : 0;
            single += result.Facts.Any(f => f.PValue <= 0.05) ? 1 : 0;
        }

        Assert.InRange(all, 60, 140);
        Assert.InRange(single, 55, 140);
    }

    [Fact]
    public void Run_NothingToTell_TheMeanOfWhatIsExplainedIsNothing()
    {
        var random = new SplitMix64(5);
        var sum = 0.0;
        for (var trial = 0; trial < 500; trial++)
        {
            var columns = Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, 30).Select(_ => random.NextGaussian()).ToArray()).ToArray();
            var groups = Enumerable.Range(0, 30).Select(i => i % 2).ToArray();
            sum += ProxyTest.Run([new("x", columns)], groups, ref random, 1).Explained;
        }

        Assert.Equal(0, sum / 500, 0.03);
    }

    [Fact]
    public void Run_BadInput_IsRefused()
    {
        var random = new SplitMix64(6);
        Assert.Throws<ArgumentException>(() => ProxyTest.Run([], [0, 1], ref random));
        Assert.Throws<ArgumentException>(() => ProxyTest.Run([], [1, 1, 1], ref random));
        Assert.Throws<ArgumentException>(() => ProxyTest.Run([new("x", [[1, 2]])], [0, 1, 1], ref random));
        Assert.Throws<ArgumentException>(() => ProxyTest.Run([new("x", [[1, 2, double.NaN]])], [0, 1, 1], ref random));
        Assert.ThrowsAny<ArgumentException>(() => ProxyTest.Run([], [0, -1, 1], ref random));
    }

    [Fact]
    public void Run_ColumnsOfZeroOrAsManyAsRows_ExplainNothing()
    {
        var random = new SplitMix64(7);
        Assert.Equal((0, 1), (ProxyTest.Run([new("still", [[5, 5, 5]])], [0, 1, 1], ref random).Explained, ProxyTest.Run([], [0, 1, 1], ref random).PValue));
        Assert.Equal(0, ProxyTest.Run([new("x", [[1, 2, 4], [0, 1, 0]])], [0, 1, 1], ref random).Explained);
    }
}
