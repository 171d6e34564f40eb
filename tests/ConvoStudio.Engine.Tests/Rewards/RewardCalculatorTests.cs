using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;
using Xunit;

namespace ConvoStudio.Engine.Tests.Rewards;

public sealed class RewardCalculatorTests
{
    private static readonly RewardDefinition Definition = new(EngagementWeight: 0.2, ConversionWeight: 0.5, ValueWeight: 0.3, ValueCap: 100);
    private static readonly Guid A = new("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid B = new("00000000-0000-0000-0000-00000000000b");
    private static readonly DecisionMark[] Decisions = [new(A, 10, 1), new(B, 30, 4)];

    [Fact]
    public void Calculate_AnsweredOnceThenSilent_EqualsHandComputed()
    {
        ConversationTurn[] turns = [Agent(11, 2), Customer(20, 3), Agent(31, 5)];
        OutcomeMetric[] outcomes = [new("converted", 1, 6), new("value", 40, 7)];
        var rewards = new RewardCalculator(Definition).Calculate(turns, Decisions, outcomes);
        // 0.2·1 + 0.5·1 + 0.3·0.4 and 0.2·0 + 0.5·1 + 0.3·0.4
        Assert.Equal(new DecisionReward(1, 1, 40, (0.2 * 1) + (0.5 * 1) + (0.3 * 0.4)), rewards[0]);
        Assert.Equal(new DecisionReward(0, 1, 40, (0.5 * 1) + (0.3 * 0.4)), rewards[1]);
        Assert.Equal(0.72, RewardCalculator.ConversationReward(rewards), 1e-12);
    }

    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(-1.0, 0.0)]
    [InlineData(0.0, 0.5)]
    [InlineData(0.5, 0.75)]
    [InlineData(7.0, 1.0)]
    [InlineData(double.NaN, 1.0)]
    public void Calculate_SentimentKnown_ScalesEngagement(double sentiment, double engagement)
    {
        var rewards = new RewardCalculator(Definition).Calculate([Customer(20, 3, sentiment)], Decisions, []);
        Assert.Equal(engagement, rewards[0].Engagement, 1e-15);
    }

    [Fact]
    public void Calculate_SeveralAnswers_TakesTheMeanKnownSentiment()
    {
        ConversationTurn[] turns = [Customer(20, 3, 0.2), Customer(21, 31), Customer(22, 32, 0.6), Customer(40, 33, -1)];
        var rewards = new RewardCalculator(Definition).Calculate(turns, Decisions, []);
        Assert.Equal(0.7, rewards[0].Engagement, 1e-15);
        Assert.Equal(0, rewards[1].Engagement, 1e-15);
    }

    [Fact]
    public void Calculate_SameEventTime_SequenceDecides()
    {
        // The customer's turn has the event time of the second decision but came before it.
        var rewards = new RewardCalculator(Definition).Calculate([Customer(30, 3)], Decisions, []);
        Assert.Equal([1.0, 0.0], rewards.Select(r => r.Engagement));
    }

    [Fact]
    public void Calculate_LaterValueOfAMetric_ReplacesTheEarlier()
    {
        OutcomeMetric[] outcomes = [new("value", 70, 9), new("value", 40, 7), new("converted", 1, 6), new("converted", 0, 8)];
        var reward = new RewardCalculator(Definition).Calculate([], Decisions, outcomes)[0];
        Assert.Equal((0.0, 70.0), (reward.Conversion, reward.Value));
    }

    [Fact]
    public void Calculate_OutcomeOfADecision_OverridesForThatDecisionOnly()
    {
        OutcomeMetric[] outcomes = [new("converted", 0, 9), new("converted", 1, 6, B), new("value", 5, 7, B)];
        var rewards = new RewardCalculator(Definition).Calculate([], Decisions, outcomes);
        Assert.Equal([0.0, 1.0], rewards.Select(r => r.Conversion));
        Assert.Equal([0.0, 5.0], rewards.Select(r => r.Value));
    }

    [Fact]
    public void Calculate_ValueAboveCap_IsCappedInTheTotalOnly()
    {
        var reward = new RewardCalculator(Definition).Calculate([], Decisions, [new("value", 1e6, 9)])[0];
        Assert.Equal((1e6, 0.3), (reward.Value, reward.Total));
    }

    [Fact]
    public void Calculate_AnyOrderOfInputs_SameRewards()
    {
        ConversationTurn[] turns = [Agent(11, 2), Customer(20, 3, 0.5), Agent(31, 5), Customer(33, 6, -0.5)];
        OutcomeMetric[] outcomes = [new("converted", 1, 6), new("value", 40, 7), new("value", 50, 8, A)];
        var calculator = new RewardCalculator(Definition);
        var forward = calculator.Calculate(turns, Decisions, outcomes);
        var backward = calculator.Calculate([.. turns.Reverse()], [.. Decisions.Reverse()], [.. outcomes.Reverse()]);
        Assert.Equal(forward, backward.Reverse());
    }

    [Fact]
    public void ConversationReward_NoDecision_IsNaN() => Assert.Equal(double.NaN, RewardCalculator.ConversationReward([]));

    [Theory]
    [InlineData(-0.1, 1, 0, 1, 7, nameof(RewardDefinition.EngagementWeight))]
    [InlineData(0, double.NaN, 0, 1, 7, nameof(RewardDefinition.ConversionWeight))]
    [InlineData(0, 1, double.PositiveInfinity, 1, 7, nameof(RewardDefinition.ValueWeight))]
    [InlineData(0, 0, 0, 1, 7, nameof(RewardDefinition.ConversionWeight))]
    [InlineData(0, 1, 0, 0, 7, nameof(RewardDefinition.ValueCap))]
    [InlineData(0, 1, 0, double.NaN, 7, nameof(RewardDefinition.ValueCap))]
    [InlineData(0, 1, 0, 1, -1, nameof(RewardDefinition.AttributionDays))]
    [InlineData(0, 1, 0, 1, 366, nameof(RewardDefinition.AttributionDays))]
    public void Validate_OneBadField_NamesIt(double engagement, double conversion, double value, double cap, int days, string field)
    {
        var definition = new RewardDefinition(engagement, conversion, value, cap, days);
        Assert.Equal([field], definition.Validate().Select(e => e.Field));
        Assert.Throws<ArgumentException>(() => new RewardCalculator(definition));
    }

    [Fact]
    public void Validate_Default_IsValid() => Assert.Empty(new RewardDefinition().Validate());

    private static ConversationTurn Agent(long at, long sequence) => new(0, Speaker.Agent, ["offer"], at, sequence);

    private static ConversationTurn Customer(long at, long sequence, double? sentiment = null) =>
        new(0, Speaker.Customer, ["answer"], at, sequence, Sentiment: sentiment);
}
