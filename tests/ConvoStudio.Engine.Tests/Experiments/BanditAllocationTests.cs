using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class BanditAllocationTests
{
    [Fact]
    public void LeastRegret_AnyArms_IsAsGoodAsTheBestOfAFineGrid()
    {
        var random = new SplitMix64(4);
        for (var run = 0; run < 200; run++)
        {
            double[] regrets = new double[3], lessons = new double[3], weights = new double[3];
            for (var i = 0; i < 3; i++)
                (regrets[i], lessons[i]) = (random.NextDouble(), random.NextDouble() * random.NextDouble());
            BanditAllocation.LeastRegret(regrets, lessons, weights);
            double Ratio(double first, double second)
            {
                var third = 1 - first - second;
                return Math.Pow((first * regrets[0]) + (second * regrets[1]) + (third * regrets[2]), 4.0 / 3) / ((first * lessons[0]) + (second * lessons[1]) + (third * lessons[2]));
            }
            var least = double.PositiveInfinity;
            for (var a = 0; a <= 100; a++)
                for (var b = 0; a + b <= 100; b++)
                    least = Math.Min(least, Ratio(a / 100.0, b / 100.0));
            Assert.Equal(1, weights.Sum(), 1e-12);
            Assert.True(weights.Count(weight => weight > 0) <= 2);
            Assert.True(Ratio(weights[0], weights[1]) <= least * (1 + 1e-9), $"{Ratio(weights[0], weights[1])} against {least}");
        }
    }

    [Fact]
    public void LeastRegret_NearCertainty_GivesTheChallengerThreeTimesTheLeadersRegret()
    {
        var weights = new double[2];
        BanditAllocation.LeastRegret([0.0005, 0.05], [0, 0.001], weights);
        Assert.Equal(3 * 0.0005 / (0.05 - 0.0005), weights[1], 1e-12);
    }

    [Fact]
    public void LeastRegret_NothingToLearn_TakesTheCheapest_AndOneArmTakesAll()
    {
        double[] weights = new double[3], alone = new double[1];
        BanditAllocation.LeastRegret([0.3, 0.1, 0.2], [0, 0, 0], weights);
        Assert.Equal([0.0, 1, 0], weights);
        BanditAllocation.LeastRegret([0.3], [0], alone);
        Assert.Equal([1.0], alone);
        Assert.Throws<ArgumentException>(() => BanditAllocation.LeastRegret([], [], []));
        Assert.Throws<ArgumentException>(() => BanditAllocation.LeastRegret([1, 2], [1], new double[2]));
    }

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
