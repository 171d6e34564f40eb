using ConvoStudio.Engine.Experiments;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class NewcombeIntervalTests
{
    // Table II of the paper, method 10, four decimals.
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 10, -0.2775, 0.2775)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void Of_PublishedCounts_GivesPublishedEnds(long a, long n, long b, long m, double low, double high)
    {
        var interval = NewcombeInterval.Of(a, n, b, m);
        Assert.Equal(low, interval.Low, 0.00006);
        Assert.Equal(high, interval.High, 0.00006);
        Assert.Equal(((double)a / n) - ((double)b / m), interval.Estimate, 1e-12);
    }

    [Fact]
    public void Of_Swapped_MirrorsTheInterval()
    {
        var (there, back) = (NewcombeInterval.Of(31, 90, 20, 75), NewcombeInterval.Of(20, 75, 31, 90));
        Assert.Equal(there.Low, -back.High, 1e-12);
        Assert.Equal(there.High, -back.Low, 1e-12);
    }

    [Theory, InlineData(0, 0, 3, 10), InlineData(3, 10, 0, 0)]
    public void Of_NoTrials_KnowsNothing(long a, long n, long b, long m)
    {
        var interval = NewcombeInterval.Of(a, n, b, m);
        Assert.True(double.IsNaN(interval.Estimate));
        Assert.Equal((-1.0, 1.0), (interval.Low, interval.High));
        Assert.True(interval.HoldsZero);
    }

    [Theory, InlineData(60, 100, 30, 100, false), InlineData(30, 100, 60, 100, false), InlineData(33, 100, 30, 100, true)]
    public void HoldsZero_SaysWhetherNoDifferenceIsPossible(long a, long n, long b, long m, bool holds) =>
        Assert.Equal(holds, NewcombeInterval.Of(a, n, b, m).HoldsZero);
}
