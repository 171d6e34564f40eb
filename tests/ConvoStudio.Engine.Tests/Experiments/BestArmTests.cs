using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class BestArmTests
{
    [Fact]
    public void OfBeta_TenArms_IsWithinAMillionthAndDoesNotAllocate()
    {
        BetaDistribution[] posteriors = [.. Enumerable.Range(0, 10).Select(i => new BetaDistribution(10 + i, 100 - i))];
        var best = new double[10];
        BestArm.OfBeta(posteriors, false, best);
        var exact = Exact(posteriors);
        for (var i = 0; i < best.Length; i++)
            Assert.Equal(exact[i], best[i], 1e-7);
        Assert.Equal(0, AllocatedBytes.Of(() => BestArm.OfBeta(posteriors, false, best)));
    }

    [Fact]
    public void OfBeta_VeryDifferentWidths_StillSums()
    {
        // Narrow against wide: a grid made for one of them would miss the other.
        BetaDistribution[] posteriors = [new(1, 1), new(5, 500), new(50_000, 50_000)];
        var best = new double[3];
        BestArm.OfBeta(posteriors, false, best);
        var exact = Exact(posteriors);
        for (var i = 0; i < best.Length; i++)
            Assert.Equal(exact[i], best[i], 1e-6);
    }

    [Theory]
    [InlineData(1.5, 0.1)]
    [InlineData(3, 0.1)]
    [InlineData(3, 0.9)]
    public void OfBeta_TenArmsOfGrowingCounts_IsWithinAMillionthAndDoesNotAllocate(double factor, double rate)
    {
        BetaDistribution[] posteriors = [.. Enumerable.Range(0, 10).Select(i => new BetaDistribution(10 * rate * Math.Pow(factor, i), 10 * (1 - rate) * Math.Pow(factor, i)))];
        var best = new double[10];
        BestArm.OfBeta(posteriors, false, best);
        var exact = Exact(posteriors);
        for (var i = 0; i < best.Length; i++)
            Assert.Equal(exact[i], best[i], 2e-7);
        Assert.Equal(0, AllocatedBytes.Of(() => BestArm.OfBeta(posteriors, false, best)));
    }

    [Fact]
    public void OfBeta_ArmsFarApart_OnlyTheHighestWins()
    {
        var best = new double[4];
        BestArm.OfBeta([new(1e6, 9e6), new(2e6, 8e6), new(5e5, 1e6), new(4, 40_000)], false, best);
        Assert.Equal([0, 0, 1, 0], best);
        BestArm.OfBeta([new(2, 3)], false, best.AsSpan(0, 1));
        Assert.Equal(1, best[0]);
        BestArm.OfBeta([new(500, 500), new(500, 500), new(1, 1e9)], false, best.AsSpan(0, 3));
        Assert.Equal(0.5, best[0], 1e-9);
    }

    [Fact]
    public void OfGaussian_LowerIsBetter_MirrorsHigher()
    {
        double[] means = [0.1, 0.4, 0.35], mirrored = [-0.1, -0.4, -0.35], deviations = [0.2, 0.1, 0.3];
        double[] low = new double[3], high = new double[3];
        BestArm.OfGaussian(means, deviations, true, low);
        BestArm.OfGaussian(mirrored, deviations, false, high);
        for (var i = 0; i < 3; i++)
            Assert.Equal(high[i], low[i], 1e-12);
    }

    // Midpoint rule over shares with the distribution function itself: another road, slow and good to about 1e-8.
    private static double[] Exact(BetaDistribution[] posteriors)
    {
        const int steps = 160_000;
        var sums = new double[posteriors.Length];
        var previous = new double[posteriors.Length];
        for (var k = 1; k <= steps; k++)
        {
            var now = posteriors.Select(p => p.Cdf((double)k / steps)).ToArray();
            for (var i = 0; i < posteriors.Length; i++)
            {
                // Mass of arm i in the cell times the average of the product of the others.
                double left = 1, right = 1, middle = 1;
                for (var j = 0; j < posteriors.Length; j++)
                {
                    if (j == i)
                        continue;
                    left *= previous[j];
                    right *= now[j];
                    middle *= (previous[j] + now[j]) / 2;
                }
                sums[i] += (now[i] - previous[i]) * (left + (4 * middle) + right) / 6;
            }
            previous = now;
        }
        return sums;
    }
}
