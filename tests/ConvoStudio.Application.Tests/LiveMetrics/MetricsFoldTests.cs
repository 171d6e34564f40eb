using System.Text.Json;
using System.Text.Json.Serialization;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using Xunit;

namespace ConvoStudio.Application.Tests.LiveMetrics;

public sealed class MetricsFoldTests
{
    // A mean over nothing is no number, in both.
    private static readonly JsonSerializerOptions Numbers = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    [Theory]
    [InlineData(1, MeasuredConversations.DefaultMost)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    public async Task Advance_AnythingInAnyOrder_GivesWhatReadingEachConversationAgainGives(ulong seed, int most)
    {
        await using var harness = await StudioHarness.StartAsync();
        await RandomTalks.PlayAsync(harness, 400, seed, days: true);
        var slow = new SlowMetrics(harness.Studio.Log);
        var fold = new MetricsFold(harness.Studio.Log, LogSource.Live, most);
        var kinds = new HashSet<LogKind>();
        foreach (var entry in harness.Studio.Log.Read(0, 100_000))
        {
            slow.Advance(entry);
            fold.Advance(new LogRow(entry));
            kinds.Add(entry.Kind);
            if (slow.Find("first") is { } expected)
                Assert.Equal(Said(expected), Said(fold.Find("first")!));
        }

        Assert.Superset(new HashSet<LogKind> { LogKind.Amendment, LogKind.WindowEnded, LogKind.Outcome, LogKind.Assignment }, kinds);
        Assert.True(fold.Find("first")!.Arms().Sum(arm => arm.Totals.Closed) > 5);
    }

    [Fact]
    public async Task Advance_FinalOutcomeBeforeTheFirstDecision_CountsAtThatDecision_AndNobodyWaitsBehindIt()
    {
        await using var harness = await StudioHarness.StartAsync();
        var early = await harness.OpenConversationAsync("early");
        await harness.ReportAsync(early, 1);
        Assert.Equal(0, Fold(harness).Arms().Sum(arm => arm.Analysed.Closed));
        await harness.DecideAsync(early);
        var later = await harness.OpenConversationAsync("later");
        await harness.DecideAsync(later);
        await harness.ReportAsync(later, 0);
        var arms = Fold(harness).Arms();
        Assert.Equal((2, 1), (arms.Sum(arm => arm.Analysed.Closed), arms.Sum(arm => arm.Analysed.Conversions)));
        Assert.Equal(1, arms.Sum(arm => arm.Reported));
    }

    [Fact]
    public async Task Advance_DecisionsInWhichARuleBlocked_AreCountedByArm()
    {
        await using var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < 12; i++)
            await harness.DecideAsync(await harness.OpenConversationAsync($"minor-{i}", StudioHarness.Facts("new", 5, minor: i % 3 == 0)));
        var decisions = harness.Studio.Log.Read(0, 10_000).Where(e => e.Kind == LogKind.Decision).Select(LogPayloads.Read<DecisionPayload>).ToList();
        foreach (var arm in Fold(harness).Arms())
            Assert.Equal(decisions.Count(d => d.Arm == arm.Key && d.Blocked.Count > 0), arm.Blocked);
        Assert.Equal(4, decisions.Count(d => d.Blocked.Count > 0));
    }

    [Fact]
    public async Task Advance_FromTheFile_GivesWhatTheEntriesInMemoryGive()
    {
        await using var harness = await StudioHarness.StartAsync();
        await RandomTalks.PlayAsync(harness, 200, 4, days: true);
        var live = Said(Fold(harness));
        await harness.ReopenAsync();
        Assert.Equal(live, Said(Fold(harness)));
    }

    [Fact]
    public async Task Advance_PayloadThatIsNone_NamesTheEntry()
    {
        await using var harness = await StudioHarness.StartAsync();
        var fold = new MetricsFold(harness.Studio.Log, LogSource.Live);
        var exception = Assert.Throws<InvalidDataException>(() => fold.Advance(new LogRow(77, LogSource.Live, LogKind.Assignment, 1, 0, 0, "[]"u8)));
        Assert.Contains("77", exception.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => fold.Advance(new LogRow(78, LogSource.Live, LogKind.Decision, 1, 0, 0, "{\"arm\":"u8)));
    }

    private static ExperimentMetrics Fold(StudioHarness harness)
    {
        var fold = new MetricsFold(harness.Studio.Log, LogSource.Live);
        harness.Studio.Log.Scan(0, harness.Studio.Log.LastSequence, fold.Advance);
        return fold.Find("first")!;
    }

    private static string Said(ExperimentMetrics metrics) => JsonSerializer.Serialize(new { Arms = metrics.Arms(), metrics.Points, metrics.SplitPValue }, Numbers);
}
