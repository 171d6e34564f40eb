using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Rewards;
using Xunit;

namespace ConvoStudio.Application.Tests.LiveMetrics;

public sealed class MeasuredConversationsTests
{
    private static readonly RewardCalculator Rewards = new(new RewardDefinition());

    [Fact]
    public void Report_WindowEnded_ForgetsTheConversation()
    {
        var conversations = new MeasuredConversations(new FakeDecisionLog());
        conversations.Open(1);
        conversations.Open(2);
        var change = conversations.Report(1, new LogRow(3, LogSource.Live, LogKind.WindowEnded, 1, 0, 0, "{}"u8), _ => Rewards);
        Assert.Equal((1L, 1), (change.Difference.Closed, conversations.Count));
        Assert.Null(conversations.Find(1));
    }

    [Fact]
    public void Open_MoreThanMayBeInMemory_ForgetsTheOldest()
    {
        var conversations = new MeasuredConversations(new FakeDecisionLog(), most: 3);
        for (var number = 1; number <= 5; number++)
            conversations.Open(number);
        Assert.Equal(3, conversations.Count);
        Assert.Null(conversations.Find(2));
        Assert.NotNull(conversations.Find(3));
    }

    [Fact]
    public async Task Report_OfOneForgotten_ReadsItAgain()
    {
        var log = new FakeDecisionLog();
        var opened = new NewLogEntry(LogKind.Opened, null, DateTimeOffset.UnixEpoch, LogPayloads.Write(new OpenedPayload(null, null, "")));
        var sold = new NewLogEntry(LogKind.Outcome, null, DateTimeOffset.UnixEpoch, LogPayloads.Write(new OutcomePayload("converted", 1, true, null)));
        await log.AppendAsync(new LogAppend(LogSource.Live, [opened, sold], Opens: new(Guid.NewGuid(), null, "cards", default, "web", null, null, null)), TestContext.Current.CancellationToken);
        var conversations = new MeasuredConversations(log);
        var change = conversations.Report(1, new LogRow(3, LogSource.Live, LogKind.Amendment, 1, 0, 0, LogPayloads.Write(new AmendmentPayload("converted", 0, 1, null))), _ => Rewards);
        Assert.Equal((0L, -1L, -1L), (change.Difference.Closed, change.Difference.Conversions, change.Reported));
    }
}
