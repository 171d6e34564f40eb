using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Application.Tests.Conversations;

public sealed class ConversationEndingsTests
{
    [Fact]
    public async Task Advance_AfterTheIdleTime_WritesExpiredOnce()
    {
        await using var harness = await StudioHarness.StartAsync();
        var id = await harness.OpenConversationAsync();
        harness.Time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(0, await harness.Studio.Endings.AdvanceAsync());
        harness.Time.Advance(TimeSpan.FromMinutes(2));
        await harness.Studio.Endings.AdvanceAsync();
        await harness.Studio.Endings.AdvanceAsync();
        Assert.Single(harness.Studio.Log.Read(0, 100), e => e.Kind == LogKind.Expired);
        await Assert.ThrowsAsync<RequestConflictException>(() => harness.SayAsync(id, Speaker.Customer, "answer"));
    }

    [Fact]
    public async Task Advance_AfterTheWindow_WritesWindowEndedAndLearns()
    {
        await using var harness = await StudioHarness.StartAsync();
        var id = await harness.OpenConversationAsync();
        await harness.DecideAsync(id);
        await harness.ReportAsync(id, 1, final: false);
        await harness.Studio.Conversations.CloseAsync(id, harness.NextIdentity());
        await harness.Studio.Endings.AdvanceAsync();
        harness.Time.Advance(TimeSpan.FromDays(6.9));
        await harness.Studio.Endings.AdvanceAsync();
        Assert.DoesNotContain(harness.Studio.Log.Read(0, 100), e => e.Kind == LogKind.WindowEnded);
        harness.Time.Advance(TimeSpan.FromDays(0.2));
        await harness.Studio.Endings.AdvanceAsync();
        Assert.Single(harness.Studio.Log.Read(0, 100), e => e.Kind == LogKind.WindowEnded);
        Assert.Equal(0, await harness.Studio.Endings.AdvanceAsync());
        Assert.Equal(0, harness.Studio.Endings.WaitingCount);
        harness.Studio.Metrics.Advance();
        Assert.Equal(1, harness.Studio.Metrics.Latest("first")!.Arms.Sum(a => a.Totals.Conversions));
        Assert.True(StudioHarness.Read<OutcomeAnswer>(await harness.ReportAsync(id, 0)).Amendment);
        harness.Studio.Metrics.Advance();
        Assert.Equal(0, harness.Studio.Metrics.Latest("first")!.Arms.Sum(a => a.Totals.Conversions));
    }
}
