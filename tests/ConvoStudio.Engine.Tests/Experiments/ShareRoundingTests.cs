using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class ShareRoundingTests
{
    [Fact]
    public void Round_Thirds_GivesTheUnitLeftToTheFirst() => Assert.Equal([1_431_655_766u, 1_431_655_765u, 1_431_655_765u], ShareRounding.Round([1.0 / 3, 1.0 / 3, 1.0 / 3]));

    [Fact]
    public void Round_EverythingToOne_LeavesTheOtherADraw() => Assert.Equal([uint.MaxValue, 1u], ShareRounding.Round([1.0, 0.0]));

    [Fact]
    public void Round_AnyShares_SumExactlyAndAreWithinAUnit()
    {
        var random = new SplitMix64(3);
        for (var run = 0; run < 500; run++)
        {
            var shares = new double[2 + random.NextInt32(20)];
            for (var i = 0; i < shares.Length; i++)
                shares[i] = random.NextDouble() + 1e-6;
            var sum = shares.Sum();
            shares = [.. shares.Select(share => share / sum)];
            var weights = ShareRounding.Round(shares);
            Assert.Equal(ShareRounding.Total, weights.Aggregate(0UL, (total, weight) => total + weight));
            for (var i = 0; i < shares.Length; i++)
                Assert.InRange(weights[i] - (shares[i] * ShareRounding.Total), -1, 1);
        }
    }

    [Fact]
    public void Round_NotShares_Throws()
    {
        Assert.Throws<ArgumentException>(() => ShareRounding.Round([1.0]));
        Assert.Throws<ArgumentException>(() => ShareRounding.Round([0.5, 0.6]));
        Assert.Throws<ArgumentException>(() => ShareRounding.Round([1.5, -0.5]));
        Assert.Throws<ArgumentException>(() => ShareRounding.Round([double.NaN, 1.0]));
    }
}
