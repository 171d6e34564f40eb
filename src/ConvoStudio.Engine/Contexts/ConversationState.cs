using System.Collections.Immutable;

namespace ConvoStudio.Engine.Contexts;

/// <summary>Immutable fold of a conversation's turns, ordered by (event time, sequence). Same turns, same state, in whatever order they arrived.</summary>
public sealed record ConversationState
{
    /// <summary>A conversation in which nothing has been said.</summary>
    public static ConversationState Empty { get; } = new();

    /// <summary>Turns so far, both speakers.</summary>
    public int TurnCount { get; init; }

    /// <summary>Agent turns so far.</summary>
    public int AgentTurnCount { get; init; }

    /// <summary>Customer turns so far.</summary>
    public int CustomerTurnCount { get; init; }

    /// <summary>Policy facts known, unknown or withheld so far; a key that is absent is unknown.</summary>
    public ImmutableSortedDictionary<string, FactValue> Facts { get; init; } = ImmutableSortedDictionary.Create<string, FactValue>(StringComparer.Ordinal);

    /// <summary>How often the agent has done each act.</summary>
    public ImmutableSortedDictionary<string, int> AgentActs { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>How often the customer has done each act.</summary>
    public ImmutableSortedDictionary<string, int> CustomerActs { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Acts of the last agent turn; empty before the first.</summary>
    public ImmutableArray<string> LastAgentActs { get; init; } = [];

    /// <summary>Acts of the last customer turn; empty before the first.</summary>
    public ImmutableArray<string> LastCustomerActs { get; init; } = [];

    /// <summary>Who spoke last, or null before the first turn.</summary>
    public Speaker? LastSpeaker { get; init; }

    /// <summary>Sum of the known customer sentiments and their number; the mean is the mood so far.</summary>
    public double SentimentSum { get; init; }

    /// <summary>Number of customer turns with a known sentiment.</summary>
    public int SentimentCount { get; init; }

    /// <summary>Event time of the last turn, UTC ticks; 0 before the first.</summary>
    public long LastTurnAtTicks { get; init; }

    /// <summary>Adds facts known at the opening, before any turn.</summary>
    public ConversationState WithFacts(IReadOnlyDictionary<string, FactValue>? facts) =>
        facts is null or { Count: 0 } ? this : this with { Facts = Facts.SetItems(facts) };

    /// <summary>The state after one more turn. The caller appends turns in (event time, sequence) order.</summary>
    public ConversationState Append(ConversationTurn turn)
    {
        var agent = turn.Speaker == Speaker.Agent;
        var known = !agent && turn.Sentiment is not null;
        return this with
        {
            TurnCount = TurnCount + 1,
            AgentTurnCount = AgentTurnCount + (agent ? 1 : 0),
            CustomerTurnCount = CustomerTurnCount + (agent ? 0 : 1),
            Facts = turn.Facts is { Count: > 0 } ? Facts.SetItems(turn.Facts) : Facts,
            AgentActs = agent ? Count(AgentActs, turn.Acts) : AgentActs,
            CustomerActs = agent ? CustomerActs : Count(CustomerActs, turn.Acts),
            LastAgentActs = agent ? [.. turn.Acts] : LastAgentActs,
            LastCustomerActs = agent ? LastCustomerActs : [.. turn.Acts],
            LastSpeaker = turn.Speaker,
            SentimentSum = SentimentSum + (known ? turn.Sentiment!.Value : 0),
            SentimentCount = SentimentCount + (known ? 1 : 0),
            LastTurnAtTicks = Math.Max(LastTurnAtTicks, turn.OccurredAtTicks),
        };
    }

    private static ImmutableSortedDictionary<string, int> Count(ImmutableSortedDictionary<string, int> counts, IReadOnlyList<string> acts)
    {
        foreach (var act in acts)
            counts = counts.SetItem(act, counts.GetValueOrDefault(act) + 1);
        return counts;
    }
}
