using System.Collections.Concurrent;
using System.Text.Json;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Application.Tests.LiveMetrics;

public sealed class MetricsFeedTests
{
    [Fact]
    public async Task Advance_AfterAnOutcome_SendsOneFrameToEachSubscriber()
    {
        await using var harness = await StudioHarness.StartAsync();
        harness.Studio.Metrics.Advance();
        var (page, hub, other) = (new ConcurrentQueue<MetricsFrame>(), new ConcurrentQueue<MetricsFrame>(), new ConcurrentQueue<MetricsFrame>());
        using var one = harness.Studio.Metrics.Subscribe("first", page.Enqueue);
        using var all = harness.Studio.Metrics.Subscribe(null, hub.Enqueue);
        using var none = harness.Studio.Metrics.Subscribe("another", other.Enqueue);
        await harness.PlayAsync(2);
        harness.Studio.Metrics.Advance();
        harness.Studio.Metrics.Advance();
        // Nothing changed the second time, so there is nothing to say; and page and hub get the very same object.
        Assert.Same(Assert.Single(page), Assert.Single(hub));
        Assert.Empty(other);
        Assert.Equal(1, page.Single().Arms.Sum(a => a.Totals.Closed));
    }

    [Fact]
    public async Task Fold_IsKnownAtOnce_AndSentWithTheNextTick()
    {
        await using var harness = await StudioHarness.StartAsync();
        harness.Studio.Metrics.Advance();
        var frames = new List<MetricsFrame>();
        using var subscription = harness.Studio.Metrics.Subscribe("first", frames.Add);
        for (var i = 0; i < 3; i++)
        {
            await harness.PlayAsync(i);
            harness.Studio.Metrics.Fold();
        }

        Assert.Empty(frames);
        Assert.Equal(3, harness.Studio.Metrics.Latest("first")!.Arms.Sum(a => a.Totals.Closed));
        harness.Studio.Metrics.Advance();
        harness.Studio.Metrics.Advance();
        Assert.Same(harness.Studio.Metrics.Latest("first"), Assert.Single(frames));
    }

    [Fact]
    public async Task Subscribe_Disposed_IsForgotten()
    {
        await using var harness = await StudioHarness.StartAsync();
        harness.Studio.Metrics.Subscribe("first", _ => { }).Dispose();
        Assert.Equal(0, harness.Studio.Metrics.SubscriberCount);
    }

    [Fact]
    public async Task Advance_SubscriberThrows_IsLetGoAndTheOthersAreTold()
    {
        await using var harness = await StudioHarness.StartAsync();
        var frames = 0;
        using var bad = harness.Studio.Metrics.Subscribe("first", _ => throw new InvalidOperationException("gone"));
        using var good = harness.Studio.Metrics.Subscribe("first", _ => frames++);
        harness.Studio.Metrics.Advance();
        harness.Studio.Metrics.Advance(heartbeat: true);
        Assert.Equal((2, 1), (frames, harness.Studio.Metrics.SubscriberCount));
    }

    [Fact]
    public async Task Advance_AfterReopen_GivesTheSameNumbers()
    {
        await using var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < 15; i++)
            await harness.PlayAsync(i);
        harness.Studio.Metrics.Advance();
        var before = JsonSerializer.Serialize(harness.Studio.Metrics.Latest("first")!.Arms);
        var course = JsonSerializer.Serialize(harness.Studio.Metrics.History("first"));
        await harness.ReopenAsync();
        Assert.Equal(before, JsonSerializer.Serialize(harness.Studio.Metrics.Latest("first")!.Arms));
        Assert.Equal(course, JsonSerializer.Serialize(harness.Studio.Metrics.History("first")));
        Assert.Equal(15, harness.Studio.Metrics.History("first").Count);
    }

    [Fact]
    public async Task Advance_OutcomeNotFinal_IsReportedButPending()
    {
        await using var harness = await StudioHarness.StartAsync();
        var id = await harness.OpenConversationAsync();
        await harness.DecideAsync(id);
        await harness.SayAsync(id, Speaker.Customer, "answer");
        await harness.ReportAsync(id, 1, final: false);
        harness.Studio.Metrics.Advance();
        var arm = harness.Studio.Metrics.Latest("first")!.Arms.Single(a => a.Totals.Conversations == 1);
        Assert.Equal((1L, 1L, 0L), (arm.Reported, arm.Pending, arm.Totals.Conversions));
    }

    [Fact]
    public async Task Advance_ArmTakenOut_KeepsWhatItEarned()
    {
        await using var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < 8; i++)
            await harness.PlayAsync(i);
        var next = StudioHarness.Configuration(2);
        await harness.Studio.Configurations.ActivateAsync(next with { Experiments = [next.Experiments[0] with { Epoch = 2, Arms = [next.Experiments[0].Arms[0]] }] }, "test");
        harness.Studio.Metrics.Advance();
        Assert.Equal(8, harness.Studio.Metrics.Latest("first")!.Arms.Sum(a => a.Totals.Closed));
        Assert.Equal(2, harness.Studio.Metrics.Latest("first")!.Arms.Count);
    }
}
