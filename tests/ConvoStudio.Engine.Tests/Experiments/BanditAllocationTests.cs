using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class BanditAllocationTests
{
    [Fact]
    public void TopTwo_ClosedForm_IsWhatDrawingGives()
    {
        double[] means = [0, 0.3, 0.5], deviations = [0.4, 0.3, 0.2], best = new double[3], weights = new double[3];
        BestArm.OfGaussian(means, deviations, false, best);
        BanditAllocation.TopTwo(best, 0.5, weights);
        var random = new SplitMix64(7);
        const int draws = 40_000;
        var counts = new int[3];
        for (var i = 0; i < draws; i++)
        {
            int Winner(ref SplitMix64 r)
            {
                var winner = 0;
                var highest = double.NegativeInfinity;
                for (var candidate = 0; candidate < 3; candidate++)
                {
                    var draw = means[candidate] + (deviations[candidate] * r.NextGaussian());
                    (winner, highest) = draw > highest ? (candidate, draw) : (winner, highest);
                }
                return winner;
            }

            var arm = Winner(ref random);
            if (random.NextDouble() >= 0.5)
            {
                var top = arm;
                while (arm == top)
                    arm = Winner(ref random);
            }
            counts[arm]++;
        }
        for (var arm = 0; arm < 3; arm++)
            Assert.Equal((double)counts[arm] / draws, weights[arm], 0.012);
    }

    [Fact]
    public void TopTwo_CertainBest_GivesTheRestByEvidence()
    {
        var weights = new double[3];
        BanditAllocation.TopTwo([1, 1e-30, 3e-30], 0.5, weights);
        Assert.Equal([0.5, 0.125, 0.375], weights.Select(w => Math.Round(w, 9)));
        BanditAllocation.TopTwo([1, 0, 0], 0.5, weights);
        Assert.Equal([0.5, 0.25, 0.25], weights);
    }

    [Fact]
    public void Limit_PinnedControlFloorAndCeiling_AreKeptAndTheRestKeepsProportion()
    {
        double[] weights = [0.02, 0.9, 0.05, 0.03, 0];
        BanditAllocation.Limit(weights, [ShareLimit.Pinned(0.2), new(0.05, 0.5), new(0.05, 1), new(0.05, 1), new(0.05, 1)]);
        Assert.Equal(0.2, weights[0]);
        Assert.Equal(0.5, weights[1], 1e-9);
        Assert.Equal(0.05, weights[4], 1e-9);
        Assert.Equal(5.0 / 3, weights[2] / weights[3], 1e-6);
        Assert.Equal(1, weights.Sum(), 1e-9);
    }

    [Fact]
    public void Limit_LimitsThatCannotSum_Throws() => Assert.Throws<ArgumentException>(
        () => BanditAllocation.Limit(new double[] { 0.5, 0.5 }, [new ShareLimit(0.6, 1), new ShareLimit(0.6, 1)]));
}
