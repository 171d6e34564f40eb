using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Application.Tests.LiveMetrics;

public sealed class OrderedEffectsTests
{
    private static readonly AsymptoticConfidenceSequence Sequence = new();
    private static readonly UnitSplit Even = new(["a", "b"], [1, 1]);
    private static readonly UnitSplit Moved = new(["a", "b", "c"], [1, 3, 2]);

    // Equal to the last bit: outcomes are whole numbers, so differences of them are exact.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Amend_AnyUnitsAtAnyTime_IsThePassWithTheRightOutcomes(bool isRate)
    {
        var random = new SplitMix64(9);
        const int units = 10_000;
        double Outcome() => isRate ? random.NextInt32(2) : random.NextInt32(50);
        double[] first = [.. Enumerable.Range(0, units).Select(_ => Outcome())], right = [.. first];
        OrderedEffects amended = new(isRate), fresh = new(isRate);
        var arms = Enumerable.Range(0, units).Select(i => SplitOf(i).Arms[random.NextInt32(SplitOf(i).Arms.Count)]).ToArray();
        for (var i = 0; i < units; i++)
        {
            amended.Add(i, SplitOf(i), arms[i], right[i]);
            // Young and old ones, some of them twice, looked at in between.
            for (var j = 0; j < 2 && i > 500 && i % 7 == 0; j++)
            {
                var unit = j == 0 ? i - random.NextInt32(50) : random.NextInt32(i);
                var outcome = Outcome();
                amended.Amend(unit, outcome - right[unit]);
                right[unit] = outcome;
            }
            if (i % 1000 == 0)
                amended.EffectOf("b", Sequence);
        }
        for (var i = 0; i < units; i++)
            fresh.Add(i, SplitOf(i), arms[i], right[i]);
        Assert.NotEqual(first, right);
        Assert.True(double.IsFinite(fresh.EffectOf("c", Sequence).Low));
        Assert.Equal(fresh.EffectOf("b", Sequence), amended.EffectOf("b", Sequence));
        Assert.Equal(fresh.EffectOf("c", Sequence), amended.EffectOf("c", Sequence));
    }

    [Fact]
    public void Amend_UnitThatWasNeverTakenIn_ChangesNothing()
    {
        OrderedEffects effects = new(true), same = new(true);
        for (var i = 0; i < 400; i++)
        {
            effects.Add(i, Even, Even.Arms[i % 2], i % 3 == 0 ? 1 : 0);
            same.Add(i, Even, Even.Arms[i % 2], i % 3 == 0 ? 1 : 0);
        }
        effects.Amend(4000, 1);
        Assert.Equal(same.EffectOf("b", Sequence), effects.EffectOf("b", Sequence));
    }

    private static UnitSplit SplitOf(int unit) => unit < 4000 ? Even : Moved;
}
