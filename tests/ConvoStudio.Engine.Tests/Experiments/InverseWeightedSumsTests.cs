using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class InverseWeightedSumsTests
{
    [Fact]
    public void Moments_AfterAdaptiveAllocation_AreUnbiasedWhereTheSampleMeansAreNot()
    {
        // Arms are equal; shares chase the better-looking arm, which leaves a bad start unrepaired.
        const int runs = 400;
        var weighted = new RunningMoments();
        var naive = new RunningMoments();
        var held = 0;
        for (var run = 0; run < runs; run++)
        {
            var (sums, difference) = Run((ulong)run + 1);
            weighted = weighted.Add(sums.Moments.Effect);
            naive = naive.Add(difference);
            var interval = sums.Test(new AsymptoticConfidenceSequence(0.05, 400, 100));
            held += interval.Low <= 0 && interval.High >= 0 ? 1 : 0;
        }
        Assert.InRange(weighted.Mean, -4 * Math.Sqrt(weighted.SampleVariance / runs), 4 * Math.Sqrt(weighted.SampleVariance / runs));
        Assert.InRange(naive.Mean, double.NegativeInfinity, -4 * Math.Sqrt(naive.SampleVariance / runs));
        Assert.InRange(held, 0.95 * runs, runs);
    }

    private static (InverseWeightedSums Sums, double Naive) Run(ulong seed)
    {
        var random = new SplitMix64(seed);
        var sums = default(InverseWeightedSums);
        MeanSums[] arms = [default, default];
        for (var unit = 0; unit < 600; unit++)
        {
            // Treatment is dropped towards 10 % as soon as it looks worse, and never wins more than half.
            var share = arms[0].N > 5 && arms[1].N > 5 && arms[1].Mean < arms[0].Mean ? 0.1 : 0.5;
            var arm = random.NextDouble() < share ? 1 : 0;
            var outcome = random.NextGaussian();
            sums = sums.Add(InverseWeightedSums.Contribution(arm, 0, 1, [1 - share, share], outcome, arms[0].Mean, arms[1].Mean));
            arms[arm] = arms[arm].Add(outcome);
        }
        return (sums, arms[1].Mean - arms[0].Mean);
    }
}
