using ConvoStudio.Application.Log;
using ConvoStudio.Application.Rewards;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;
using Xunit;

namespace ConvoStudio.Application.Tests.Rewards;

public sealed class RewardSampleTests
{
    private static readonly DateTimeOffset Ended = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Compare_ByHand_GivesMeansChangesAndBins()
    {
        // Rewards 0.2·e + 0.8·c: an answered one that converts 1, an answered one that does not 0.2, a silent one 0.
        var sample = Sample(Conversation(answered: true, converted: 1), Conversation(answered: true, converted: 0), Conversation(answered: false, converted: 0, arm: "a"));
        var compared = sample.Compare(new RewardDefinition(), new RewardDefinition(EngagementWeight: 0, ConversionWeight: 1));
        Assert.Equal(0.4, compared.Stored.Mean, 1e-12);
        Assert.Equal(1.0 / 3, compared.Edited.Mean, 1e-12);
        Assert.Equal(-0.2 / 3, compared.Change.Mean, 1e-12);
        Assert.Equal(1, compared.Changed);
        // The sample variance of 1, 0.2 and 0 is 0.28.
        Assert.Equal(0.4 - (1.959964 * Math.Sqrt(0.28 / 3)), compared.Stored.Low, 1e-9);
        Assert.Equal([2, 1], compared.Groups.Select(g => g.Stored.Count));
        Assert.Equal((1, 1, 1), (compared.Histogram.Stored[0], compared.Histogram.Stored[4], compared.Histogram.Stored[19]));
        Assert.Equal((2, 1), (compared.Histogram.Edited[0], compared.Histogram.Edited[19]));
    }

    [Fact]
    public void Compare_ShorterWindow_LeavesLateOutcomesOut()
    {
        var sample = Sample(Conversation(answered: false, converted: 1, reportedAfter: TimeSpan.FromDays(5)));
        var compared = sample.Compare(new RewardDefinition(AttributionDays: 7), new RewardDefinition(AttributionDays: 3));
        Assert.Equal((0.8, 0.0, 1), (compared.Stored.Mean, compared.Edited.Mean, compared.Changed));
    }

    private static RewardSample Sample(params SampledConversation[] conversations) => new(conversations.Length, 0, 0) { Conversations = conversations };

    private static SampledConversation Conversation(bool answered, double converted, string? arm = null, TimeSpan reportedAfter = default) => new(
        LogSource.Live, arm, answered ? [new ConversationTurn(0, Speaker.Customer, [], 20, 2)] : [], [new DecisionMark(Guid.NewGuid(), 10, 1)],
        [(new OutcomeMetric(OutcomeMetric.Converted, converted, 3), Ended + reportedAfter)], Ended);
}
