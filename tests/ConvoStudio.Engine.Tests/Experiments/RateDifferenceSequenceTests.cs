using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class RateDifferenceSequenceTests
{
    // 200 runs: with a true rate of false alarms of 0.05 more than 21 are as unlikely as 1 in 1,000. Most are far below.
    [Theory]
    [InlineData(0.005)]
    [InlineData(0.05)]
    [InlineData(0.5)]
    public void LogEvidence_EqualRatesLookedAtAfterEveryOutcome_RarelyAlarms(double rate)
    {
        const double limit = 2.995732273553991; // ln 20
        var alarms = 0;
        for (var run = 0; run < 200; run++)
        {
            var random = new SplitMix64((ulong)run + 1);
            Span<long> n = [0, 0], successes = [0, 0];
            var alarmed = false;
            for (var unit = 0; unit < 3000 && !alarmed; unit++)
            {
                var arm = random.NextDouble() < 0.5 ? 0 : 1;
                n[arm]++;
                if (random.NextDouble() < rate)
                    successes[arm]++;
                alarmed = RateDifferenceSequence.LogEvidence(successes[0], n[0], successes[1], n[1]) >= limit;
            }
            alarms += alarmed ? 1 : 0;
        }
        Assert.InRange(alarms, 0, 21);
    }

    [Fact]
    public void Of_ManyUnits_FindsTheDifference()
    {
        // 10 % against 12 % at 20,000 each; the fixed-size 95 % interval is ±0.0061, an always-valid one must be wider but not threefold.
        var interval = RateDifferenceSequence.Of(2000, 20_000, 2400, 20_000);
        Assert.Equal(0.02, interval.Estimate, 1e-12);
        Assert.InRange(interval.Low, 0.002, 0.02 - 0.0061);
        Assert.InRange(interval.High, 0.02 + 0.0061, 0.038);
        Assert.InRange(interval.PValue, 0, 0.001);
    }

    [Theory]
    [InlineData(0, 1, 1, 1)]
    [InlineData(3, 40, 12, 44)]
    [InlineData(0, 500, 9, 480)]
    [InlineData(70, 70, 60, 71)]
    [InlineData(900, 20_000, 1010, 20_100)]
    public void Of_Zero_IsOutsideExactlyWhenTheTestAlarms(long controlSuccesses, long controlN, long treatmentSuccesses, long treatmentN)
    {
        var evidence = RateDifferenceSequence.LogEvidence(controlSuccesses, controlN, treatmentSuccesses, treatmentN);
        // A touch to either side of the error rate at which the test just alarms.
        var alpha = Math.Exp(-Math.Max(1e-3, evidence));
        Assert.Equal(evidence < 0.002, RateDifferenceSequence.Of(controlSuccesses, controlN, treatmentSuccesses, treatmentN, Math.Min(0.999, alpha * 1.001)).HoldsZero);
        Assert.True(RateDifferenceSequence.Of(controlSuccesses, controlN, treatmentSuccesses, treatmentN, alpha * 0.999).HoldsZero);
    }

    [Fact]
    public void Of_NoUnits_IsEverything()
    {
        Assert.Equal((-1.0, 1.0, 1.0), RateDifferenceSequence.Of(0, 0, 0, 0) is var none ? (none.Low, none.High, none.PValue) : default);
        var one = RateDifferenceSequence.Of(0, 0, 1, 1);
        Assert.InRange(one.Low, -1, -0.97);
        Assert.Equal(1, one.High, 1e-9);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(3, 10)]
    [InlineData(10, 10)]
    [InlineData(250, 5000)]
    public void OfRate_Sequence_HoldsTheFixedIntervalAndOneSideIsNarrower(long successes, long n)
    {
        var both = RateConfidenceSequence.Of(successes, n);
        var exact = ClopperPearsonInterval.Of(successes, n);
        Assert.InRange(both.Low, 0, exact.Low);
        Assert.InRange(both.High, exact.High, 1);
        var lower = RateConfidenceSequence.Of(successes, n, 0.05, Alternative.Greater);
        Assert.Equal(1, lower.High);
        Assert.InRange(lower.Low, both.Low, both.Estimate);
    }
}
