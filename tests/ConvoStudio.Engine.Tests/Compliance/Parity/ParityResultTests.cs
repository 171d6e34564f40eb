using ConvoStudio.Engine.Compliance.Parity;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using Xunit;

namespace ConvoStudio.Engine.Tests.Compliance.Parity;

public sealed class ParityResultTests
{
    private static readonly ParityRule Rule = new(["offer"], "sex", 0.1, 0.95, 50);

    [Theory]
    [InlineData(5000, 2500, 5000, 2400, ParityVerdict.Kept)]
    [InlineData(5000, 3500, 5000, 2400, ParityVerdict.Broken)]
    [InlineData(5000, 2400, 5000, 3500, ParityVerdict.Broken)]
    [InlineData(60, 40, 60, 30, ParityVerdict.NotEnoughEvidence)]
    [InlineData(5000, 5000, 49, 0, ParityVerdict.NotEnoughEvidence)]
    [InlineData(0, 0, 0, 0, ParityVerdict.NotEnoughEvidence)]
    public void Of_TwoGroups_SaysWhatTheIntervalSays(long n, long said, long otherN, long otherSaid, ParityVerdict expected) =>
        Assert.Equal(expected, ParityResult.Of(Rule, [new("f", n, said), new("m", otherN, otherSaid)]).Verdict);

    [Fact]
    public void Of_ThreeGroups_NamesTheFurthestPairAndAsksMoreOfEach()
    {
        var result = ParityResult.Of(Rule, [new("a", 400, 200), new("b", 400, 271), new("c", 400, 240)]);
        Assert.Equal(("b", "a"), (result.Higher, result.Lower));
        var two = ParityResult.Of(Rule, [new("a", 400, 200), new("b", 400, 271)]);
        Assert.True(result.Difference.Low < two.Difference.Low);
        // One difference alone shows the breach; among three pairs the same counts do not.
        Assert.Equal((ParityVerdict.Broken, ParityVerdict.NotEnoughEvidence), (two.Verdict, result.Verdict));
    }
}
