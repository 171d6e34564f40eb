using ConvoStudio.Application.Decisions;
using Xunit;

namespace ConvoStudio.Application.Tests.Decisions;

public sealed class DrawTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void Pick_HundredThousandDecisionIds_MatchesTheWeights()
    {
        ulong[] weights = [2_000_000_000, 21_474_837, 1_500_000_000, 773_492_459];
        Assert.Equal(1UL << 32, weights.Aggregate(0UL, (sum, w) => sum + w));
        var counts = new int[weights.Length];
        var ids = new SeededIdSource(11);
        const int n = 100_000;
        for (var i = 0; i < n; i++)
            counts[Draw.Pick(weights, Draw.Of(Secret, DecisionId.Of(ids.Next(), i)))]++;
        var chiSquare = counts.Select((c, i) =>
        {
            var expected = n * (weights[i] / 4294967296.0);
            return (c - expected) * (c - expected) / expected;
        }).Sum();
        // 99.9 % point of chi-square with 3 degrees of freedom.
        Assert.True(chiSquare < 16.266, $"chi-square {chiSquare}");
    }

    [Theory]
    [InlineData(0u, 0)]
    [InlineData(9u, 0)]
    [InlineData(10u, 2)]
    [InlineData(uint.MaxValue, 2)]
    public void Pick_AtTheBoundaries_TakesTheFirstWhoseCumulatedWeightExceedsTheDraw(uint draw, int expected) =>
        Assert.Equal(expected, Draw.Pick([10, 0, (1UL << 32) - 10], draw));

    [Fact]
    public void Pick_OneCertainAction_IsAlwaysIt() => Assert.Equal(0, Draw.Pick([1UL << 32], uint.MaxValue));

    [Theory, InlineData(0L), InlineData(1L), InlineData(1099511627775L)]
    public void DecisionId_CarriesItsConversation(long conversation) =>
        Assert.Equal(conversation, DecisionId.ConversationOf(DecisionId.Of(Guid.NewGuid(), conversation)));
}
