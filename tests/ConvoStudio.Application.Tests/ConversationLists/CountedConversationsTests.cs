using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.ConversationLists;
using ConvoStudio.Application.Segments;
using ConvoStudio.Application.Tests.Segments;
using ConvoStudio.Application.Tests.Studios;
using Xunit;

namespace ConvoStudio.Application.Tests.ConversationLists;

public sealed class CountedConversationsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("convostudio-index-").FullName;

    [Theory, InlineData(ExperimentUnit.Conversation), InlineData(ExperimentUnit.Customer)]
    public async Task Count_OfEveryNumberOfTheBoard_IsThatNumber(ExperimentUnit unit)
    {
        await using var harness = await StudioHarness.StartAsync(SegmentTraffic.Planned(ExperimentPlan.Usual with { Unit = unit }));
        await SegmentTraffic.PlayAsync(harness, 60, 30, 3, pending: 5);
        // Windows end, and what was said to be final is corrected.
        harness.Time.Advance(TimeSpan.FromDays(9));
        await harness.Studio.Endings.AdvanceAsync();
        await SegmentTraffic.PlayAsync(harness, 80, 60, 6, pending: 7);
        foreach (var row in harness.Studio.Log.ListConversations(StudioHarness.Playbook, null).Where(row => row.No % 9 == 0))
            await harness.ReportAsync(row.PublicId, row.No % 2, final: false);
        harness.Studio.Metrics.Advance();
        using var index = await IndexAsync(harness);
        foreach (var arm in harness.Studio.Metrics.Latest("first")!.Arms)
        {
            long Count(CountedAs counted) => index.Count(SegmentTraffic.Analyst, new(StudioHarness.Playbook, Experiment: "first", Arm: arm.Key, Counted: counted)).Count;
            Assert.Equal(
                (arm.Totals.Conversations, arm.Totals.Closed, arm.Pending, arm.Totals.Conversions),
                (Count(CountedAs.Assigned), Count(CountedAs.Finished), Count(CountedAs.Pending), Count(CountedAs.Converted)));
            Assert.True(arm.Pending > 0 && arm.Totals.Conversions > 0);
        }

        var all = index.Count(SegmentTraffic.Analyst, new(StudioHarness.Playbook, Experiment: "first", Counted: CountedAs.Assigned)).Count;
        Assert.Equal(harness.Studio.Metrics.Latest("first")!.Arms.Sum(arm => arm.Totals.Conversations), all);
        var met = index.Count(SegmentTraffic.Analyst, new(StudioHarness.Playbook, Experiment: "first")).Count;
        // Whoever came again met the arm again, and is counted once.
        Assert.Equal(unit == ExperimentUnit.Customer, met > all);
    }

    [Fact]
    public async Task Only_OfASegment_HoldsExactlyItsConversations()
    {
        await using var harness = await StudioHarness.StartAsync();
        await SegmentTraffic.PlayAsync(harness, 80, 60, 6, pending: 37);
        var units = await SegmentTraffic.UnitsAsync(harness);
        using var index = await IndexAsync(harness);
        foreach (var by in SegmentDimension.Of(units))
        {
            foreach (var row in SegmentTable.Of(units, by, "treatment").Rows)
            {
                foreach (var (arm, expected) in (ReadOnlySpan<(string, long)>)[("control", row.Control.N), ("treatment", row.Treatment.N)])
                {
                    var only = SegmentConversations.Of(units, arm, by.Key, row.Segment.Id);
                    Assert.Equal(expected, index.Count(SegmentTraffic.Analyst, new(StudioHarness.Playbook, Experiment: "first", Arm: arm, Only: only)).Count);
                }
            }
        }

        Assert.Equal(units.Analysed.Count, index.Count(SegmentTraffic.Analyst, new(StudioHarness.Playbook, Only: SegmentConversations.Of(units, null, null, null))).Count);
        Assert.Empty(SegmentConversations.Of(units, "control", "segment", "is:none"));
        Assert.Empty(SegmentConversations.Of(units, "control", "minor", "is:true"));
        Assert.Equal(0, index.Count(SegmentTraffic.Analyst, new(StudioHarness.Playbook, Only: [])).Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<ConversationIndex> IndexAsync(StudioHarness harness)
    {
        var index = new ConversationIndex(harness.Studio.Log, Path.Combine(_folder, "views.db"));
        await index.AdvanceAsync(cancellationToken: TestContext.Current.CancellationToken);
        return index;
    }
}
