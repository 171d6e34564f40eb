using ConvoStudio.Engine.Experiments;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class WilsonIntervalTests
{
    [Theory]
    // Newcombe 1998, table I, and the reference interval of the 603 imported conversations.
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(459, 603, 0.7256, 0.7935)]
    public void Of_PublishedCounts_GivesPublishedEnds(long successes, long n, double low, double high)
    {
        var interval = WilsonInterval.Of(successes, n);
        Assert.Equal(low, interval.Low, 5e-5);
        Assert.Equal(high, interval.High, 5e-5);
    }

    [Fact]
    public void Of_Ends_SolveTheScoreEquation()
    {
        // The ends are the two p with |p̂ − p| = z √(p(1 − p)/n).
        const double z = 1.959963984540054;
        var interval = WilsonInterval.Of(37, 120);
        foreach (var p in new[] { interval.Low, interval.High })
            Assert.Equal(z * Math.Sqrt(p * (1 - p) / 120), Math.Abs(interval.Estimate - p), 1e-12);
    }

    [Fact]
    public void Of_NoTrials_IsEverything()
    {
        var interval = WilsonInterval.Of(0, 0);
        Assert.Equal((double.NaN, 0.0, 1.0), (interval.Estimate, interval.Low, interval.High));
    }

    [Fact]
    public void Of_NoneOrAll_TouchesTheEnd()
    {
        Assert.Equal(0, WilsonInterval.Of(0, 7).Low);
        Assert.Equal(1, WilsonInterval.Of(7, 7).High);
    }

    [Theory]
    [InlineData(-1, 5, 0.95)]
    [InlineData(6, 5, 0.95)]
    [InlineData(0, -1, 0.95)]
    [InlineData(1, 5, 0.0)]
    [InlineData(1, 5, 1.0)]
    [InlineData(1, 5, double.NaN)]
    public void Of_OutOfRange_Throws(long successes, long n, double confidence) =>
        Assert.ThrowsAny<ArgumentOutOfRangeException>(() => WilsonInterval.Of(successes, n, confidence));
}
