using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using Xunit;

namespace ConvoStudio.Application.Tests.Experiments;

public sealed class LayerSpaceTests
{
    [Fact]
    public void Take_RampUp_KeepsItsOwnFirst_ThenTakesWhatIsFree()
    {
        BucketRange[] own = [new(1000, 500)], free = [new(0, 1500), new(9000, 1000)];
        var taken = LayerSpace.Take(0.2, own, free)!;
        Assert.Equal(new(1000, 500), taken[0]);
        Assert.Equal(2000, taken.Sum(b => b.Length));
        var buckets = taken.SelectMany(b => Enumerable.Range(b.Start, b.Length)).ToList();
        Assert.Equal(buckets.Count, buckets.Distinct().Count());
        Assert.All(buckets, b => Assert.Contains(free, range => range.Holds(b)));
    }

    [Fact]
    public void Take_Down_KeepsAPartOfItsOwn() => Assert.Equal([new BucketRange(1000, 200)], LayerSpace.Take(0.02, [new(1000, 500)], [new(1000, 9000)])!);

    [Fact]
    public void Take_TooMuch_IsNothing() => Assert.Null(LayerSpace.Take(0.5, [], [new(0, 4999)]));
}
