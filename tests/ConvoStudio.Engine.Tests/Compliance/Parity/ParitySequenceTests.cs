using ConvoStudio.Engine.Compliance.Parity;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Compliance.Parity;

public sealed class ParitySequenceTests
{
    private static readonly ParityRule Rule = new(["offer"], "kind", 0.1, 0.95, 20);

    [Fact]
    public void Of_TwoGroups_IsTheSequenceOfTheirDifference()
    {
        var found = ParitySequence.Of(Rule, [new("a", 400, 100), new("b", 500, 300)], 2);
        var gap = Assert.Single(found.Gaps);
        Assert.Equal(("b", "a", ParityVerdict.Broken), (gap.Higher, gap.Lower, gap.Verdict));
        Assert.Equal(RateDifferenceSequence.Of(100, 400, 300, 500, 0.05).Low, gap.Difference.Low, 9);
        Assert.Equal(["b", "a"], found.Rates.Select(r => r.Group.Group));
        Assert.Equal(RateConfidenceSequence.Of(300, 500, 0.025).High, found.Rates[0].Rate.High, 9);
    }

    [Fact]
    public void Of_MoreGroups_LargestGapFirst_AndWiderForTheirNumber()
    {
        var found = ParitySequence.Of(Rule, [new("a", 1000, 300), new("b", 1000, 340), new("c", 1000, 310), new("few", 19, 19)], 5);
        Assert.Equal([("b", "a"), ("b", "c"), ("c", "a")], found.Gaps.Select(g => (g.Higher, g.Lower)));
        Assert.Equal(1, found.LeftOut);
        Assert.Equal(ParityVerdict.NotEnoughEvidence, found.Verdict);
        Assert.True(found.Gaps[0].Difference.High > RateDifferenceSequence.Of(300, 1000, 340, 1000, 0.05).High);
    }

    [Fact]
    public void Of_ManyEqualConversations_IsKept() =>
        Assert.Equal(ParityVerdict.Kept, ParitySequence.Of(Rule, [new("a", 20_000, 6000), new("b", 20_000, 6100)], 2).Verdict);

    [Fact]
    public void Of_NoGroups_SaysNothing()
    {
        var found = ParitySequence.Of(Rule, [], 0);
        Assert.Equal((ParityVerdict.NotEnoughEvidence, 0), (found.Verdict, found.Gaps.Count));
    }

    [Fact]
    public void Of_RatesAtTheLimit_LookedAtAfterEachTen_IsSeldomBroken()
    {
        // The true difference is the limit, the worst case: over 200 looks of each of 300 monitors at 95 % fewer than 5 % may ever say broken.
        var (random, broken) = (new SplitMix64(9), 0);
        for (var monitor = 0; monitor < 300; monitor++)
        {
            long a = 0, b = 0;
            for (var look = 1; look <= 200; look++)
            {
                for (var i = 0; i < 10; i++)
                {
                    a += random.NextDouble() < 0.4 ? 1 : 0;
                    b += random.NextDouble() < 0.3 ? 1 : 0;
                }

                if (ParitySequence.Of(Rule, [new("a", look * 10, a), new("b", look * 10, b)], 2).Verdict != ParityVerdict.Broken)
                    continue;
                broken++;
                break;
            }
        }

        Assert.InRange(broken, 0, 15);
    }
}
