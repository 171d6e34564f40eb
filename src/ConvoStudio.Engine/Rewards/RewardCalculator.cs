using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Rewards;

/// <summary>Turns what happened in a conversation into the reward of each of its decisions. A pure function: it can be asked again after every late outcome.</summary>
/// <remarks>Whether an outcome still lies in the attribution window is the caller's to say; what is passed in counts.</remarks>
public sealed class RewardCalculator
{
    private readonly RewardDefinition _definition;

    /// <summary>A calculator of one definition.</summary>
    /// <exception cref="ArgumentException">The definition is not valid.</exception>
    public RewardCalculator(RewardDefinition definition)
    {
        if (definition.Validate() is [var first, ..])
            throw new ArgumentException($"{first.Field}: {first.Message}", nameof(definition));
        _definition = definition;
    }

    /// <summary>Reward of each decision, in the order of <paramref name="decisions"/>.</summary>
    /// <param name="turns">Turns of the conversation in any order.</param>
    /// <param name="decisions">Its decisions in any order.</param>
    /// <param name="outcomes">Its outcomes and amendments in any order. One of a decision overrides the conversation's for that decision.</param>
    /// <remarks>Engagement: did the customer speak after the decision and before the next one (1 or 0), times (1 + mean sentiment of those turns) / 2 where known.</remarks>
    public IReadOnlyList<DecisionReward> Calculate(
        IReadOnlyList<ConversationTurn> turns, IReadOnlyList<DecisionMark> decisions, IReadOnlyList<OutcomeMetric> outcomes)
    {
        (long, long)[] marks = [.. decisions.Select(d => (d.OccurredAtTicks, d.Sequence)).Order()];
        var rewards = new DecisionReward[decisions.Count];
        for (var i = 0; i < rewards.Length; i++)
        {
            var decision = decisions[i];
            var from = (decision.OccurredAtTicks, decision.Sequence);
            var next = Array.FindIndex(marks, m => m.CompareTo(from) > 0);
            var engagement = Engagement(turns, from, next < 0 ? (long.MaxValue, long.MaxValue) : marks[next]);
            var converted = Latest(outcomes, OutcomeMetric.Converted, decision.DecisionId) > 0 ? 1.0 : 0.0;
            var value = Latest(outcomes, OutcomeMetric.Value, decision.DecisionId);
            rewards[i] = new(engagement, converted, value, _definition.Compose(engagement, converted, value));
        }
        return rewards;
    }

    /// <summary>Reward of a conversation: the mean total of its decisions, NaN when it has none.</summary>
    public static double ConversationReward(IReadOnlyCollection<DecisionReward> rewards) =>
        rewards.Count == 0 ? double.NaN : rewards.Sum(r => r.Total) / rewards.Count;

    private static double Engagement(IReadOnlyList<ConversationTurn> turns, (long, long) from, (long, long) until)
    {
        var (answered, moodSum, moods) = (false, 0.0, 0);
        foreach (var turn in turns)
        {
            var at = (turn.OccurredAtTicks, turn.Sequence);
            if (turn.Speaker != Speaker.Customer || at.CompareTo(from) <= 0 || at.CompareTo(until) >= 0)
                continue;
            answered = true;
            if (turn.Sentiment is { } mood && double.IsFinite(mood))
                (moodSum, moods) = (moodSum + Math.Clamp(mood, -1, 1), moods + 1);
        }
        if (!answered)
            return 0;
        return moods == 0 ? 1 : (1 + (moodSum / moods)) / 2;
    }

    private static double Latest(IReadOnlyList<OutcomeMetric> outcomes, string metric, Guid decision)
    {
        OutcomeMetric? whole = null, own = null;
        foreach (var outcome in outcomes)
        {
            if (outcome.Metric != metric || !double.IsFinite(outcome.Amount))
                continue;
            if (outcome.DecisionId is null && (whole is null || outcome.Sequence >= whole.Value.Sequence))
                whole = outcome;
            else if (outcome.DecisionId == decision && (own is null || outcome.Sequence >= own.Value.Sequence))
                own = outcome;
        }
        return (own ?? whole)?.Amount ?? 0;
    }
}
