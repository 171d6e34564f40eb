namespace ConvoStudio.Application.Outcomes;

/// <summary>Which conversation a late outcome belongs to: its own id, the client's id of it, or its customer and a time.</summary>
/// <param name="ExternalId">The id the client gave when the conversation was opened or imported.</param>
/// <param name="CustomerKey">The client's key of the customer; only its keyed hash is looked up, it is stored nowhere.</param>
/// <param name="At">With a customer key: the last conversation opened up to this time is meant.</param>
public sealed record OutcomeReference(Guid? ConversationId = null, string? ExternalId = null, string? CustomerKey = null, DateTimeOffset? At = null);

/// <summary>An outcome as another system knows it, perhaps long after the talk.</summary>
/// <param name="Playbook">Needed with an external id or a customer key; with a conversation id it must be that conversation's, or null.</param>
/// <param name="OccurredAt">When it came about; null for now.</param>
/// <param name="Final">Nothing more will come: the decisions may be learnt now.</param>
public sealed record LateOutcome(
    OutcomeReference Match, string? Playbook, string Metric, double Value, DateTimeOffset? OccurredAt = null, bool Final = false);

/// <summary>What became of a late outcome.</summary>
public enum LateOutcomeStatus
{
    /// <summary>Stored as the conversation's outcome.</summary>
    Recorded,

    /// <summary>Stored; the decisions had been learnt before it came.</summary>
    Amendment,

    /// <summary>The conversation has this very value already; nothing was stored.</summary>
    SameAsBefore,

    /// <summary>It fits no conversation, or does not fit its conversation; nothing was stored.</summary>
    Unmatched,
}

/// <param name="Reason">One of <see cref="OutcomeReason"/> when unmatched, else null.</param>
/// <param name="Message">The reason as a sentence.</param>
public sealed record LateOutcomeResult(LateOutcomeStatus Status, Guid? ConversationId, string? Reason = null, string? Message = null)
{
    internal static LateOutcomeResult No(string reason, string message, Guid? conversation = null) => new(LateOutcomeStatus.Unmatched, conversation, reason, message);
}

/// <summary>Why a late outcome was not taken; the words are part of the API.</summary>
public static class OutcomeReason
{
    public const string NoSuchConversation = "no-such-conversation";
    public const string SeveralMatch = "several-match";
    public const string NoConversationNear = "no-conversation-near";
    public const string NoSuchPlaybook = "no-such-playbook";
    public const string OtherPlaybook = "other-playbook";
    public const string Withdrawn = "withdrawn";
    public const string ValueOutOfRange = "value-out-of-range";
    public const string TimeOutOfRange = "time-out-of-range";
    public const string BeforeConversation = "before-conversation";

    /// <summary>Only of a CSV row: a cell cannot be read.</summary>
    public const string Unreadable = "unreadable";
}
