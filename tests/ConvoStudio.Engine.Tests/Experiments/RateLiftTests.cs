using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class RateLiftTests
{
    [Fact]
    public void Of_FewEvents_IsTheExactSequenceAtItsShare()
    {
        var lift = RateLift.Of(MeanSums.OfProportion(500, 10), MeanSums.OfProportion(500, 29));
        var exact = RateDifferenceSequence.Of(10, 500, 29, 500, 0.005);
        Assert.Equal((exact.Low, exact.High), (lift.Low, lift.High));
        Assert.Equal(Math.Min(1, exact.PValue * 10), lift.PValue, 1e-12);
    }

    [Fact]
    public void Of_ManyEvents_IsNearlyAsNarrowAsAFixedTest()
    {
        MeanSums control = MeanSums.OfProportion(10_000, 500), treatment = MeanSums.OfProportion(10_000, 520);
        var lift = RateLift.Of(control, treatment);
        var welch = WelchTest.Of(EffectMoments.Difference(control.Moments, treatment.Moments));
        Assert.InRange((welch.High - welch.Low) / (lift.High - lift.Low), 0.6, 1);
    }

    [Fact]
    public void LeavesZeroOut_AnyCounts_AgreesWithIntervalAndPValue()
    {
        var random = new SplitMix64(4);
        for (var i = 0; i < 3000; i++)
        {
            int c = 1 + random.NextInt32(3000), t = 1 + random.NextInt32(3000);
            MeanSums control = MeanSums.OfProportion(c, random.NextInt32(c + 1)), treatment = MeanSums.OfProportion(t, Math.Min(t, Math.Round(control.Mean * t) + random.NextInt32(40)));
            var lift = RateLift.Of(control, treatment);
            Assert.Equal(!lift.HoldsZero, RateLift.LeavesZeroOut(control, treatment));
            Assert.Equal(!lift.HoldsZero, lift.PValue <= 0.05);
        }
    }

    [Theory]
    [InlineData(0.05, 0.5)]
    [InlineData(0.02, 0.1)]
    [InlineData(0.3, 0.05)]
    public void LeavesZeroOut_EqualArmsLookedAtAllAlong_IsRare(double rate, double share)
    {
        const int runs = 400, units = 4000;
        var alarms = 0;
        for (var run = 1; run <= runs; run++)
        {
            var random = new SplitMix64((ulong)run);
            var arms = new MeanSums[] { MeanSums.OfProportion(0, 0), MeanSums.OfProportion(0, 0) };
            var alarmed = false;
            for (var unit = 1; unit <= units && !alarmed; unit++)
            {
                var arm = random.NextDouble() < share ? 1 : 0;
                arms[arm] = arms[arm].Add(random.NextDouble() < rate ? 1 : 0);
                alarmed = unit % 4 == 0 && RateLift.LeavesZeroOut(arms[0], arms[1], 0.05, 2000);
            }
            alarms += alarmed ? 1 : 0;
        }
        // 5 % of 400 is 20; 31 or more would come by chance in 1 % of such tests.
        Assert.InRange(alarms, 0, 30);
    }
}
