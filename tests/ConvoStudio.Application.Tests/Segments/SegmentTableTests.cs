using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Segments;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Application.Tests.Segments;

public sealed class SegmentTableTests
{
    [Fact]
    public async Task Of_EveryDimension_SumsUpToTheBoard_AndIsWhatCountingByHandGives()
    {
        await using var harness = await StudioHarness.StartAsync();
        await SegmentTraffic.PlayAsync(harness, 120, 80, 8, pending: 31);
        var units = await SegmentTraffic.UnitsAsync(harness);
        var board = harness.Studio.Metrics.Latest("first")!;
        foreach (var by in SegmentDimension.Of(units))
        {
            var table = SegmentTable.Of(units, by, "treatment");
            var (control, treatment) = (board.Arms[0].Analysed.ConversionSums, board.Arms[1].Analysed.ConversionSums);
            Assert.Equal(control, table.Rows.Select(row => row.Control).Aggregate(MeanSums.Add));
            Assert.Equal(treatment, table.Rows.Select(row => row.Treatment).Aggregate(MeanSums.Add));
            Assert.True(table.Rows.Count > 1);
            Assert.All(table.Rows, row => Assert.True(row.Control.N + row.Treatment.N > 0));
        }

        var words = SegmentTable.Of(units, SegmentDimension.Of(units)[1], "treatment");
        Assert.Equal(["is:new", "is:loyal", "withheld"], words.Rows.Select(row => row.Segment.Id));
        var counted = units.Analysed.Where(unit => unit.Arm == "treatment").ToLookup(unit => SegmentTraffic.FactsAtAssignment(harness.Studio.Log, unit.Conversation).GetValueOrDefault("segment"));
        Assert.Equal(counted[FactValue.Of("new")].Count(), words.Rows[0].Treatment.N);
        Assert.Equal(counted[FactValue.Of("loyal")].Sum(unit => unit.Totals.Conversions), words.Rows[1].Treatment.Sum);
        Assert.Equal(counted[FactValue.Withheld].Count(), words.Rows[2].Treatment.N);
        Assert.Throws<ArgumentException>(() => SegmentTable.Of(units, SegmentDimension.Of(units)[0], "control"));
        Assert.Throws<ArgumentException>(() => SegmentTable.Of(units, SegmentDimension.Of(units)[0], "none"));
    }

    [Fact]
    public async Task Of_Numbers_AreCutAtTheQuartilesOfAllUnits()
    {
        await using var harness = await StudioHarness.StartAsync();
        await SegmentTraffic.PlayAsync(harness, 100, 80, 9);
        var units = await SegmentTraffic.UnitsAsync(harness);
        var cut = new SegmentCut(units, SegmentDimension.Of(units)[2]);
        var ranges = cut.Segments.Where(segment => segment.Kind == SegmentKind.Range).ToList();
        Assert.Equal(4, ranges.Count);
        foreach (var unit in units.All)
        {
            var segment = cut.Segments[cut.Of(unit)];
            Assert.Equal(unit.Fact(1).IsKnown ? SegmentKind.Range : SegmentKind.Unknown, segment.Kind);
            Assert.True(segment.Kind == SegmentKind.Unknown || (unit.Fact(1).Number > segment.Above && unit.Fact(1).Number <= segment.UpTo));
        }

        var known = units.All.Count(unit => unit.Fact(1).IsKnown);
        Assert.All(ranges, range => Assert.InRange(units.All.Count(unit => cut.Segments[cut.Of(unit)] == range), (known / 4) - 3, (known / 4) + 3));
    }

    [Theory]
    [InlineData(new double[0], new double[0])]
    [InlineData(new double[] { 5, 5, 5 }, new double[0])]
    [InlineData(new double[] { 0, 1 }, new double[] { 0 })]
    [InlineData(new double[] { 4, 3, 2, 1 }, new double[] { 1, 2, 3 })]
    [InlineData(new double[] { 0, 0, 0, 0, 0, 0, 7, 9 }, new double[] { 0 })]
    public void Bounds_TiesAndFew_MakeFewerRanges(double[] values, double[] expected) => Assert.Equal(expected, QuartileBounds.Of(values));

    [Fact]
    public async Task Of_OneSegment_SaysWhatTheBoardSays_WithFixedSharesAndWithMovingOnes()
    {
        foreach (var allocation in (AllocationPart?[])[null, AllocationPart.Usual])
        {
            await using var harness = await StudioHarness.StartAsync(SegmentTraffic.Planned(ExperimentPlan.Usual with { Allocation = allocation }));
            for (var i = 0; i < 260; i++)
                await harness.PlayAsync(i);
            var units = await SegmentTraffic.UnitsAsync(harness);
            var table = SegmentTable.Of(units, SegmentDimension.Of(units)[0], "treatment");
            var (row, lift) = (Assert.Single(table.Rows), harness.Studio.Metrics.Latest("first")!.Reading!.Treatments[0].Lift);
            Assert.True(row.HasInterval && double.IsFinite(lift.Low));
            Assert.Equal((lift.Estimate, lift.Low, lift.High, lift.PValue), (row.Reading.Effect, row.Reading.Low, row.Reading.High, row.Reading.AdjustedPValue));
            // One segment differs from none.
            Assert.Null(table.InteractionPValue);
            Assert.Equal(allocation is not null, table.Adapts);
        }
    }

    [Fact]
    public async Task Of_TooFewUnits_SaysNothingOfThem()
    {
        await using var harness = await StudioHarness.StartAsync();
        await SegmentTraffic.PlayAsync(harness, 30, 30, 2);
        var units = await SegmentTraffic.UnitsAsync(harness);
        var table = SegmentTable.Of(units, SegmentDimension.Of(units)[1], "treatment");
        Assert.Contains(table.Rows, row => row.IsTooSmall);
        Assert.All(table.Rows.Where(row => row.IsTooSmall), row => Assert.False(row.HasInterval || table.IsClear(row)));
    }

    // Effect 0.5 on one side, none on the other; where an arm always ends alike there is nothing to test.
    [Theory, InlineData(0.5, true), InlineData(0.0, false), InlineData(1.0, null)]
    public void Of_TwoSegments_TellWhetherTheyDiffer(double lift, bool? differ)
    {
        var random = new SplitMix64(11);
        var units = HandMade.Units(
            ExperimentMetric.Conversion, 800, (treated, spend) => random.NextDouble() < (lift == 1 ? (treated ? 1 : 0) : 0.3 + (treated && spend > 0 ? lift : 0)) ? 1 : 0,
            i => FactValue.Of(i % 2));
        var table = SegmentTable.Of(units, SegmentDimension.Of(units)[1], "treatment");
        Assert.Equal(2, table.Readable);
        Assert.Equal(differ is null ? 0 : 2, table.Testable);
        Assert.Equal(differ, table.InteractionPValue is { } p ? p < 0.001 : null);
        if (differ is true)
            Assert.Equal([false, true], table.Rows.Select(table.IsClear));
    }
}
