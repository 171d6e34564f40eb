using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using Xunit;

namespace ConvoStudio.Application.Tests.LiveMetrics;

public sealed class TrafficFoldTests
{
    [Fact]
    public async Task Look_TheLastDay_BesideTheSameHoursAWeekBefore()
    {
        await using var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < 6; i++)
            await harness.PlayAsync(i);
        harness.Time.Advance(TimeSpan.FromDays(3));
        await harness.PlayAsync(7);
        harness.Time.Advance(TimeSpan.FromDays(4));
        var young = await harness.OpenConversationAsync("minor", StudioHarness.Facts("new", 5, minor: true));
        await harness.DecideAsync(young);
        await harness.PlayAsync(8);
        await harness.ReportAsync(await harness.OpenConversationAsync("late"), 1);

        var fold = Fold(harness);
        fold.Advance();
        var day = fold.Look(StudioHarness.Playbook);
        Assert.Equal((3L, 3L, 1L, 2L), (day.Last.Opened, day.Last.Decisions, day.Last.Blocked, day.Last.Finished));
        Assert.Equal((6L, 12L, 6L), (day.WeekBefore!.Value.Opened, day.WeekBefore.Value.Decisions, day.WeekBefore.Value.Finished));
        Assert.Equal(day.Last, day.Hours.Aggregate((a, b) => a + b));
        Assert.True(day.Complete);
        Assert.True(fold.Look("other").Last.IsEmpty);
    }

    [Fact]
    public async Task Advance_InSteps_OrAfterARestart_GivesTheSameSums()
    {
        await using var harness = await StudioHarness.StartAsync();
        var steady = Fold(harness);
        for (var i = 0; i < 12; i++)
        {
            var id = await harness.PlayAsync(i);
            steady.Advance();
            // An outcome that changes later adds the difference only.
            if (i % 4 == 0)
                await harness.ReportAsync(id, 1, final: false);
        }

        steady.Advance();
        var fresh = Fold(harness);
        fresh.Advance();
        Assert.Equal(fresh.Look(StudioHarness.Playbook).Last, steady.Look(StudioHarness.Playbook).Last);
        Assert.Equal(12, fresh.Look(StudioHarness.Playbook).Last.Finished);
    }

    [Fact]
    public async Task LastBefore_FindsTheEdge()
    {
        await using var harness = await StudioHarness.StartAsync();
        await harness.PlayAsync(1);
        var edge = harness.Studio.Log.LastSequence;
        harness.Time.Advance(TimeSpan.FromHours(1));
        var moment = harness.Time.GetUtcNow();
        await harness.PlayAsync(2);
        Assert.Equal(edge, harness.Studio.Log.LastBefore(moment));
        Assert.Equal(0, harness.Studio.Log.LastBefore(moment.AddDays(-1)));
        Assert.Equal(harness.Studio.Log.LastSequence, harness.Studio.Log.LastBefore(moment.AddDays(1)));
    }

    private static TrafficFold Fold(StudioHarness harness) => new(harness.Studio.Log, harness.Studio.Configurations, harness.Time);
}
