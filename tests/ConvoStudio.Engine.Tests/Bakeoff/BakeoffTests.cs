using ConvoStudio.Engine.Policies.LeastSquares;
using Xunit;

namespace ConvoStudio.Engine.Tests.Bakeoff;

/// <summary>The adaptive bandit as it comes, on every set of the data folder.</summary>
public sealed class BakeoffTests
{
    public static TheoryData<string?> Sets()
    {
        var sets = BakeoffReference.Read(TestData.Folder()).Select(reference => reference.Set).ToList();
        return sets.Count == 0 ? [(string?)null] : [.. sets];
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Run_FirstShuffle_IsBetterThanTheTunedReference(string? set)
    {
        Assert.SkipUnless(set is not null, "Needs CONVOSTUDIO_DATA.");
        var folder = TestData.Folder()!;
        var reference = BakeoffReference.Read(folder).Single(r => r.Set == set);
        var stream = CostStream.Load(folder, set!);
        var pass = BakeoffPass.Run(stream, 1, AdaptiveBanditSettings.Default with { Floor = 0 });
        Assert.InRange(pass.Error, 0, reference.Tuned * (stream.ActionCount > 2 ? 0.8 : 1));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Regret_BestAction_IsZero(string? set)
    {
        Assert.SkipUnless(set is not null, "Needs CONVOSTUDIO_DATA.");
        var stream = CostStream.Load(TestData.Folder()!, set!);
        for (var row = 0; row < stream.Count; row++)
            Assert.Equal(0, Enumerable.Range(0, stream.ActionCount).Min(action => stream.Regret(row, action)));
    }

    [Fact]
    public void Order_FirstShuffle_IsAPermutationThatRepeats()
    {
        var set = Sets().First().Data;
        Assert.SkipUnless(set is not null, "Needs CONVOSTUDIO_DATA.");
        var stream = CostStream.Load(TestData.Folder()!, set!);
        Assert.Equal(Enumerable.Range(0, stream.Count), stream.Order(1).Order());
        Assert.Equal(stream.Order(1), stream.Order(1));
        Assert.NotEqual(stream.Order(1), stream.Order(2));
        Assert.Equal(Enumerable.Range(0, stream.Count), stream.Order(0));
    }
}
