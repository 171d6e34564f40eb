using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Application.Tests.LiveMetrics;

public sealed class AnalysedUnitsTests
{
    private static readonly ArmTotals Sold = new(0, 1, 0, 1, 1, 1, 0.5, 20);
    private static readonly ArmTotals Refused = new(0, 1, 0, 0, 0, 0, 0.5, 0);
    private static readonly string[] Arms = ["a", "b"];
    private static readonly uint[] Shares = [1, 1];
    private readonly AnalysedUnits _units = new(ExperimentMetric.Conversion, adapts: false);

    [Fact]
    public void Change_LaterOneFinishesFirst_WaitsForTheEarlier()
    {
        Assign(1, "a");
        Assign(2, "b");
        Assign(3, "a");
        _units.Change(2, "b", Sold);
        _units.Change(3, "a", Sold);
        Assert.Equal((0L, 0L), (_units.Of("a").Closed, _units.Of("b").Closed));
        _units.Change(1, "a", Refused);
        Assert.Equal((2L, 1L), (_units.Of("a").Closed, _units.Of("a").Conversions));
        Assert.Equal((1L, 1L), (_units.Of("b").Closed, _units.Of("b").Conversions));
    }

    [Fact]
    public void Change_ReportedBeforeFinal_CountsWithTheEnd()
    {
        Assign(1, "a");
        _units.Change(1, "a", new ArmTotals(0, 0, 0, 0, 0, 0, 0, 0));
        Assert.Equal(0, _units.Of("a").Closed);
        _units.Change(1, "a", Sold);
        Assert.Equal((1L, 1L, 20.0), (_units.Of("a").Conversations, _units.Of("a").Conversions, _units.Of("a").ValueSum));
    }

    [Fact]
    public void Change_AmendmentOfAnAnalysedOne_CorrectsItInItsPlace()
    {
        Assign(1, "a");
        _units.Change(1, "a", Sold);
        _units.Change(1, "a", MeasuredConversation.Minus(Refused, Sold));
        Assert.Equal((1L, 0L, 0.0), (_units.Of("a").Closed, _units.Of("a").Conversions, _units.Of("a").ValueSum));
    }

    [Fact]
    public void Change_AmendmentAfterSharesMoved_TheEffectIsThatOfTheRightOutcomesFromTheBeginning()
    {
        AnalysedUnits amended = new(ExperimentMetric.Conversion, adapts: true), right = new(ExperimentMetric.Conversion, adapts: true);
        var random = new SplitMix64(8);
        for (var i = 0; i < 1200; i++)
        {
            var (arm, sold, wasSold) = (random.NextInt32(4) == 0 ? "a" : "b", random.NextInt32(3) == 0, random.NextInt32(3) == 0);
            foreach (var units in (AnalysedUnits[])[amended, right])
                units.Assign(i, Arms, [1, 3], arm);
            right.Change(i, arm, sold ? Sold : Refused);
            amended.Change(i, arm, wasSold ? Sold : Refused);
            if (sold != wasSold)
                amended.Change(i, arm, MeasuredConversation.Minus(sold ? Sold : Refused, wasSold ? Sold : Refused));
        }

        Assert.True(double.IsFinite(right.AdaptiveLift("b", 0.05)!.Value.Low));
        Assert.Equal(right.AdaptiveLift("b", 0.05), amended.AdaptiveLift("b", 0.05));
    }

    // Whatever comes first: the sums are those of the longest finished beginning, counted by hand for each step.
    [Fact]
    public void Change_AnyOrder_IsTheLongestFinishedBeginning()
    {
        var random = new SplitMix64(3);
        var arms = Enumerable.Range(0, 200).Select(_ => random.NextInt32(3) == 0 ? "a" : "b").ToArray();
        var finished = new bool[arms.Length];
        for (var i = 0; i < arms.Length; i++)
            Assign(i, arms[i]);
        var order = Enumerable.Range(0, arms.Length).ToArray();
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = random.NextInt32(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        foreach (var unit in order)
        {
            finished[unit] = true;
            _units.Change(unit, arms[unit], Sold);
            var beginning = arms.Take(finished.TakeWhile(f => f).Count()).ToList();
            Assert.Equal((beginning.Count(a => a == "a"), beginning.Count(a => a == "b")), ((int)_units.Of("a").Closed, (int)_units.Of("b").Closed));
        }
    }

    [Fact]
    public void SplitPValue_SharesKept_IsNotSmall_AndBrokenSharesAreFound()
    {
        Assert.Equal(1, _units.SplitPValue);
        var broken = new AnalysedUnits(ExperimentMetric.Conversion, adapts: false);
        for (var i = 0; i < 400; i++)
        {
            Assign(i, i % 2 == 0 ? "a" : "b");
            _units.Change(i, i % 2 == 0 ? "a" : "b", Sold);
            broken.Assign(i, Arms, Shares, i % 8 == 0 ? "a" : "b");
            broken.Change(i, i % 8 == 0 ? "a" : "b", Sold);
        }

        Assert.True(_units.SplitPValue > 0.5, $"p = {_units.SplitPValue}");
        Assert.True(broken.SplitPValue < 1e-6, $"p = {broken.SplitPValue}");
    }

    [Fact]
    public void Assign_OtherArmsLater_BeginANewCheck_AndKeepTheSums()
    {
        Assign(1, "a");
        _units.Change(1, "a", Sold);
        _units.Assign(2, ["a", "b", "c"], [1, 1, 1], "c");
        _units.Change(2, "c", Sold);
        Assert.Equal((1L, 1L), (_units.Of("a").Closed, _units.Of("c").Closed));
        Assert.InRange(_units.SplitPValue, 0.2, 1);
    }

    private void Assign(long conversation, string arm) => _units.Assign(conversation, Arms, Shares, arm);
}
