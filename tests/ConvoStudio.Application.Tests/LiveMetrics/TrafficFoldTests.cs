using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Rewards;
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
    public async Task Advance_AnythingInAnyOrder_GivesWhatReadingEachConversationAgainGives()
    {
        await using var harness = await StudioHarness.StartAsync();
        await RandomTalks.PlayAsync(harness, 400, 6, days: false);
        var fold = Fold(harness);
        fold.Advance();
        var rewards = new RewardCalculator(harness.Studio.Configurations.Find(StudioHarness.Playbook)!.Configuration.Reward);
        var expected = default(ArmTotals);
        foreach (var entry in harness.Studio.Log.Read(0, 100_000).Where(e => e.Kind is LogKind.Outcome or LogKind.Amendment or LogKind.WindowEnded))
        {
            var (before, after, _) = SlowContribution.ChangeBy(entry, harness.Studio.Log.ReadConversation(entry.ConversationNo!.Value, entry.Sequence), rewards);
            expected += MeasuredConversation.Minus(after, before);
        }

        var last = fold.Look(StudioHarness.Playbook).Last;
        Assert.Equal((expected.Closed, expected.Conversions), (last.Finished, last.Converted));
        Assert.Equal(expected.EngagementSum, last.EngagementSum, 1e-9);
        Assert.True(expected.Closed > 10);
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

    [Fact]
    public async Task Course_CountsEachConversationOnTheDayAndForThePolicyThatBeganIt()
    {
        await using var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < 6; i++)
            await harness.PlayAsync(i);
        harness.Time.Advance(TimeSpan.FromDays(2));
        for (var i = 6; i < 10; i++)
            await harness.PlayAsync(i);

        var fold = Fold(harness);
        fold.Advance();
        var course = fold.Course(StudioHarness.Playbook);
        Assert.Equal(harness.Time.GetUtcNow(), course.Ends[^1]);
        Assert.All(course.Policies, policy => Assert.Equal(TrafficFold.CourseDays, policy.Days.Count));
        Assert.Equal([0L, 0L, 0L, 0L, 6L, 0L, 4L], Enumerable.Range(0, TrafficFold.CourseDays).Select(day => course.Policies.Sum(policy => policy.Days[day].Finished)));
        Assert.Equal(fold.Look(StudioHarness.Playbook).Last.Converted, course.Policies.Sum(policy => policy.Days[^1].Converted));
        Assert.Equal(Decided(harness), course.Policies.ToDictionary(policy => policy.Policy, policy => policy.Days.Sum(day => day.Finished)));
        harness.Time.Advance(TimeSpan.FromDays(8));
        fold.Advance();
        Assert.Empty(fold.Course(StudioHarness.Playbook).Policies);
        Assert.Empty(fold.Course("other").Policies);
    }

    [Fact]
    public async Task Advance_TellsOnlyWhenSomethingWasCounted()
    {
        await using var harness = await StudioHarness.StartAsync();
        var fold = Fold(harness);
        fold.Advance();
        var told = 0;
        using (fold.Subscribe(() => told++))
        {
            fold.Advance();
            Assert.Equal(0, told);
            await harness.PlayAsync(1);
            fold.Advance();
            Assert.Equal(1, told);
        }

        await harness.PlayAsync(2);
        fold.Advance();
        Assert.Equal(1, told);
    }

    // Counted from the log itself: the first decision of each conversation.
    private static Dictionary<string, long> Decided(StudioHarness harness) => harness.Studio.Log.Read(0, 100_000)
        .Where(entry => entry.Kind == LogKind.Decision).GroupBy(entry => entry.ConversationNo!.Value)
        .Select(conversation => LogPayloads.Read<DecisionPayload>(conversation.First()).Policy).GroupBy(policy => policy).ToDictionary(policy => policy.Key, policy => policy.LongCount());

    private static TrafficFold Fold(StudioHarness harness) => new(harness.Studio.Log, harness.Studio.Configurations, harness.Time);
}
