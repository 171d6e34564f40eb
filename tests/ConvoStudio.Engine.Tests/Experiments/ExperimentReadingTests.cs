using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class ExperimentReadingTests
{
    [Theory]
    [InlineData(0, 0, 0, 0, VerdictKind.NotEnoughEvidence)]
    [InlineData(19, 3, 500, 60, VerdictKind.NotEnoughEvidence)]
    [InlineData(500, 60, 500, 70, VerdictKind.KeepGoing)]
    [InlineData(2000, 200, 2000, 320, VerdictKind.Ship)]
    [InlineData(2000, 320, 2000, 200, VerdictKind.Harm)]
    // Overwhelming from few: the sequence is exact from the first unit on, so there is nothing to wait for.
    [InlineData(19, 0, 19, 19, VerdictKind.Ship)]
    public void Of_TwoArms_Judges(long control, long controlSuccesses, long treatment, long treatmentSuccesses, VerdictKind verdict) =>
        Assert.Equal(verdict, Of(0, (control, controlSuccesses), (treatment, treatmentSuccesses)).Verdict);

    [Fact]
    public void Of_LeastEffectOutOfReach_Stops_AndWithoutOneGoesOn()
    {
        MeanSums[] arms = [MeanSums.OfProportion(40_000, 4000), MeanSums.OfProportion(40_000, 4010)];
        Assert.Equal(VerdictKind.Stop, ExperimentReading.Of(arms, 0, leastEffect: 0.02).Verdict);
        Assert.Equal(VerdictKind.KeepGoing, ExperimentReading.Of(arms, 0).Verdict);
    }

    [Fact]
    public void Of_SeveralBetter_ShipsTheLikeliestBest_AndSharesTheErrorRate()
    {
        var reading = Of(1, (3000, 480), (3000, 300), (3000, 540), (3000, 200));
        Assert.Equal((VerdictKind.Ship, 2), (reading.Verdict, reading.Arm));
        Assert.Equal(1, reading.ProbabilityBest.Sum(), 1e-12);
        Assert.Null(reading.LiftOf(1));
        Assert.Equal(LiftInterval.Of(RateLift.Of(MeanSums.OfProportion(3000, 300), MeanSums.OfProportion(3000, 480), 0.05 / 3)), reading.LiftOf(0));
        Assert.Equal(LiftInterval.Of(RateLift.Of(MeanSums.OfProportion(3000, 300), MeanSums.OfProportion(3000, 200), 0.05 / 3)), reading.LiftOf(3));
    }

    [Fact]
    public void Of_OneWorseAndOneOpen_SaysHarmOfTheWorse() =>
        Assert.Equal((VerdictKind.Harm, 2), (Of(0, (2000, 320), (2000, 330), (2000, 150)).Verdict, Of(0, (2000, 320), (2000, 330), (2000, 150)).Arm));

    [Fact]
    public void Of_ControlAlone_HasNothingToCompare()
    {
        var reading = Of(0, (100, 10));
        Assert.Equal((VerdictKind.NotEnoughEvidence, 0), (reading.Verdict, reading.Arm));
        Assert.Empty(reading.Treatments);
        Assert.Equal([1.0], reading.ProbabilityBest);
    }

    [Fact]
    public void Of_ImpossibleArguments_Throws()
    {
        Assert.Throws<ArgumentException>(() => ExperimentReading.Of([], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(2, (10, 1), (10, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExperimentReading.Of([MeanSums.OfProportion(10, 1)], 0, alpha: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExperimentReading.Of([MeanSums.OfProportion(10, 1)], 0, leastEffect: -1));
    }

    // No difference between three arms, looked at after every conversation: a ship or a harm in at most 5 % of the runs, by a one-sided binomial limit of 1e-3.
    [Fact]
    public void Of_NoDifference_LookedAtAllTheTime_RarelySpeaks()
    {
        const int runs = 300, units = 300;
        var random = new SplitMix64(7);
        var spoke = 0;
        for (var run = 0; run < runs; run++)
        {
            var arms = new MeanSums[3];
            Array.Fill(arms, MeanSums.OfProportion(0, 0));
            for (var unit = 0; unit < units; unit++)
            {
                ref var arm = ref arms[random.NextInt32(3)];
                arm = MeanSums.OfProportion(arm.N + 1, arm.Sum + (random.NextInt32(10) < 3 ? 1 : 0));
                if (unit % 10 == 9 && ExperimentReading.Of(arms, 0).Verdict is VerdictKind.Ship or VerdictKind.Harm)
                {
                    spoke++;
                    break;
                }
            }
        }

        // Binomial(300, 0.05): more than 27 has a chance of 0.0013.
        Assert.InRange(spoke, 0, 27);
    }

    private static ExperimentReading Of(int control, params (long N, long Successes)[] arms) =>
        ExperimentReading.Of([.. arms.Select(arm => MeanSums.OfProportion(arm.N, arm.Successes))], control);
}
