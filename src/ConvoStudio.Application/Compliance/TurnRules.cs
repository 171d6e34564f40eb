using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Compliance.Monitors;

namespace ConvoStudio.Application.Compliance;

/// <summary>A turn as its rules need it.</summary>
/// <param name="Offered">Numbers of the actions the client allows; null for all.</param>
/// <param name="At">The instant of the decision.</param>
internal sealed record RuledTurn(Conversation Conversation, CustomerHistory History, IReadOnlyList<int>? Offered, DateTimeOffset At);

/// <summary>What the rules leave of a turn.</summary>
/// <param name="ShadowBlocked">What rules in shadow would have blocked; null for nothing.</param>
/// <param name="Approved">What is eligible only because somebody approved it; null for nothing.</param>
internal sealed record RuledAnswer(
    int[] Eligible, IReadOnlyList<BlockedPayload> Blocked, bool Forced, IReadOnlyList<BlockedPayload>? ShadowBlocked = null, IReadOnlyList<NotedPayload>? Noted = null,
    bool Alarm = false, IReadOnlyList<ApprovedPayload>? Approved = null);

/// <summary>The rules of a configuration, compiled once.</summary>
internal abstract class TurnRules
{
    /// <summary>A rule counts what was said in the customer's other conversations, so a decision needs the customer's gate and history.</summary>
    public virtual bool ReadsHistory => false;

    public abstract RuledAnswer Filter(RuledTurn turn);

    /// <summary>Rules in force that a move breaks when it is said now.</summary>
    public virtual IReadOnlyList<BreachPayload> Breaches(RuledTurn turn, RuleMove move) => [];

    /// <summary>What a person may free in the conversation now.</summary>
    public virtual IReadOnlyList<RuleWait> Waits(RuledTurn turn) => [];

    /// <summary>The rule in force, if a person can free what it stops; null otherwise.</summary>
    public virtual RuleWait? FreeableBy(string rule, int version) => null;

    /// <summary>The move that an agent's turn said.</summary>
    public virtual RuleMove? Said(int? drawn, string? executed, IReadOnlyList<string> acts, string? product) => null;

    public static TurnRules Of(PlaybookConfiguration configuration) =>
        configuration.Rules.Sentences is { } sentences ? new SentenceTurnRules(configuration, sentences) : new EarlierTurnRules(configuration);
}
