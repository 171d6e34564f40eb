using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Segments;
using ConvoStudio.Application.Tests.LiveMetrics;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;
using Xunit;

namespace ConvoStudio.Application.Tests.Segments;

public sealed class ExperimentUnitsTests
{
    [Theory, InlineData(1UL), InlineData(2UL)]
    public async Task Read_AnythingInAnyOrder_SumsUpToWhatTheBoardAnalysed(ulong seed)
    {
        await using var harness = await StudioHarness.StartAsync();
        await RandomTalks.PlayAsync(harness, 400, seed, days: true);
        await SegmentTraffic.PlayAsync(harness, 60, 40, seed, pending: 9);
        var units = await SegmentTraffic.UnitsAsync(harness);
        var board = harness.Studio.Metrics.Latest("first")!;
        Assert.Equal(board.Sequence, units.Sequence);
        Assert.True(units.Analysed.Count < units.All.Count);
        foreach (var arm in board.Arms)
        {
            var (all, analysed) = (units.All.Where(unit => unit.Arm == arm.Key).ToList(), units.Analysed.Where(unit => unit.Arm == arm.Key).ToList());
            Assert.Equal((arm.Totals.Conversations, arm.Totals.Closed, arm.Totals.Conversions), (all.Count, all.Sum(unit => unit.Totals.Closed), all.Sum(unit => unit.Totals.Conversions)));
            Assert.Equal((arm.Analysed.Closed, arm.Analysed.Conversions), (analysed.Count, analysed.Sum(unit => unit.Totals.Conversions)));
            Assert.Equal(arm.Analysed.RewardSum, analysed.Sum(unit => unit.Totals.RewardSum), 1e-9);
            Assert.Equal(arm.Analysed.ValueSquareSum, analysed.Sum(unit => unit.Totals.ValueSquareSum), 1e-6);
        }
    }

    [Fact]
    public async Task Read_FactsAndChannels_AreThoseKnownAtTheAssignment()
    {
        await using var harness = await StudioHarness.StartAsync();
        await SegmentTraffic.PlayAsync(harness, 80, 50, 5);
        var units = await SegmentTraffic.UnitsAsync(harness);
        Assert.Equal(80, units.All.Count);
        foreach (var unit in units.All)
        {
            var (row, facts) = (harness.Studio.Log.FindConversation(unit.Conversation)!, SegmentTraffic.FactsAtAssignment(harness.Studio.Log, unit.Conversation));
            Assert.Equal((row.Channel, row.CustomerNo), (unit.Channel, unit.Customer));
            for (var i = 0; i < units.Facts.Count; i++)
                Assert.Equal(facts.GetValueOrDefault(units.Facts[i].Key), unit.Fact(i));
        }

        Assert.Contains(units.All, unit => unit.Fact(0).Kind == FactValueKind.Withheld);
        Assert.Contains(units.All, unit => !unit.Fact(1).IsKnown);
    }

    [Fact]
    public async Task Dimensions_NeverOfferAProtectedFact_AlsoOneThatWasNotThen()
    {
        await using var harness = await StudioHarness.StartAsync();
        await SegmentTraffic.PlayAsync(harness, 10, 10, 3);
        var units = await SegmentTraffic.UnitsAsync(harness);
        Assert.Equal(["channel", "segment", "spend"], SegmentDimension.Of(units).Select(by => by.Key));
        FactDefinition[] now = [new("segment", FactType.Category, FactUsages.Audit, ["new", "loyal"]), new("spend", FactType.Number, FactUsages.Policy, [])];
        var later = ExperimentUnits.Read(
            harness.Studio.Log, LogSource.Live, ["first"], now, harness.Studio.Log.LastSequence, harness.Time.GetUtcNow(), cancellationToken: TestContext.Current.CancellationToken)["first"];
        Assert.Equal(["channel", "spend"], SegmentDimension.Of(later).Select(by => by.Key));
        Assert.Equal(["~earlier", "spend"], Covariate.Of(later).Select(one => one.Id));
    }

    [Fact]
    public async Task Read_UpToAnEntry_IsWhatItWasThen_AndWhoeverMayNotIsRefused()
    {
        await using var harness = await StudioHarness.StartAsync();
        await SegmentTraffic.PlayAsync(harness, 20, 20, 3);
        var then = await SegmentTraffic.UnitsAsync(harness);
        await SegmentTraffic.PlayAsync(harness, 20, 20, 4);
        using var service = new SegmentService(harness.Time);
        var again = (await service.ReadAsync(SegmentTraffic.Analyst, harness.Studio, StudioHarness.Playbook, "first", then.Sequence, cancellationToken: TestContext.Current.CancellationToken))!;
        Assert.Equal(then.All.Select(unit => (unit.Conversation, unit.Arm, unit.Totals)), again.All.Select(unit => (unit.Conversation, unit.Arm, unit.Totals)));
        // The same place of the log needs no second pass.
        Assert.Same(again, await service.ReadAsync(SegmentTraffic.Analyst, harness.Studio, StudioHarness.Playbook, "first", then.Sequence, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Null(await service.ReadAsync(SegmentTraffic.Analyst, harness.Studio, StudioHarness.Playbook, "none", cancellationToken: TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ForbiddenException>(() => service.ReadAsync(Actor.Person("d", "Dora", [Roles.Administrator]), harness.Studio, StudioHarness.Playbook, "first"));
        using var left = new CancellationTokenSource();
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.ReadAsync(SegmentTraffic.Analyst, harness.Studio, StudioHarness.Playbook, "first", 3, cancellationToken: left.Token));
    }
}
