using ConvoStudio.Engine.Experiments;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class ShareDrawTests
{
    [Theory]
    [InlineData(new uint[] { 1 })]
    [InlineData(new uint[] { 1, 1 })]
    [InlineData(new uint[] { 0, 1, 2 })]
    [InlineData(new uint[] { 1, 0, 0, 3, 0 })]
    [InlineData(new uint[] { 7, 11, 1, 5 })]
    public void Pick_EveryBoundary_FollowsTheCumulatedShares(uint[] shares)
    {
        var total = (ulong)shares.Sum(s => (long)s);
        var expected = shares.SelectMany((share, arm) => Enumerable.Repeat(arm, (int)share)).ToArray();
        for (ulong position = 0; position < total; position++)
        {
            // The draws of a position are those d with position ≤ d·total / 2³² < position + 1.
            var first = ((position << 32) + total - 1) / total;
            var last = (((position + 1) << 32) + total - 1) / total - 1;
            Assert.Equal(expected[position], ShareDraw.Pick(shares, (uint)first));
            Assert.Equal(expected[position], ShareDraw.Pick(shares, (uint)last));
        }
    }

    [Fact]
    public void Pick_CoarseGridOfDraws_MatchesTheShares()
    {
        uint[] shares = [1, 0, 3, 4];
        var counts = new int[4];
        for (ulong draw = 0; draw < 1UL << 32; draw += 1 << 20)
            counts[ShareDraw.Pick(shares, (uint)draw)]++;
        Assert.Equal([512, 0, 1536, 2048], counts);
    }

    [Fact]
    public void Pick_LargestShares_DoNotOverflow()
    {
        uint[] shares = [uint.MaxValue, uint.MaxValue, uint.MaxValue, 0];
        Assert.Equal(0, ShareDraw.Pick(shares, 0));
        Assert.Equal(1, ShareDraw.Pick(shares, 1u << 31));
        Assert.Equal(2, ShareDraw.Pick(shares, uint.MaxValue));
    }

    [Theory, InlineData(new uint[0]), InlineData(new uint[] { 0, 0 })]
    public void Pick_NoShare_Throws(uint[] shares) => Assert.Throws<ArgumentException>(() => ShareDraw.Pick(shares, 5));
}
