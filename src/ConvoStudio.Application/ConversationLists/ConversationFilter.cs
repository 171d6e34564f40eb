using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.ConversationLists;

/// <summary>How a conversation came out, as lists part them.</summary>
public enum OutcomeFilter
{
    Converted = 0,
    NotConverted = 1,

    /// <summary>Ended without a conversion reported either way.</summary>
    Pending = 2,
    Open = 3,
    Expired = 4,
}

/// <summary>Which of an experiment's conversations: as the board counts them.</summary>
public enum CountedAs
{
    /// <summary>Those that got their arm here. A customer who came again with the same arm is counted once.</summary>
    Assigned = 0,

    /// <summary>Of those, with a final outcome or a closed window.</summary>
    Finished = 1,

    /// <summary>Of those, the others.</summary>
    Pending = 2,

    /// <summary>Of the finished ones, those that converted.</summary>
    Converted = 3,
}

/// <summary>Which conversations of a playbook a list holds. What is null filters nothing.</summary>
/// <param name="Text">Part of an external id, the beginning of a conversation's id, or a whole id.</param>
/// <param name="Action">Number of an action that was drawn, carried out instead, or read from an import.</param>
/// <param name="Settled">Only those whose outcome is final or whose window is over.</param>
/// <param name="Counted">As the board of <paramref name="Experiment"/> counts them; needs an experiment.</param>
/// <param name="Only">Of these numbers alone.</param>
public sealed record ConversationFilter(
    string Playbook, LogSource? Source = null, string? Channel = null, OutcomeFilter? Outcome = null, string? Experiment = null, string? Arm = null,
    int? Action = null, DateTimeOffset? From = null, DateTimeOffset? To = null, bool Deviated = false, bool Blocked = false, string? Text = null,
    bool Settled = false, CountedAs? Counted = null, IReadOnlyList<long>? Only = null);

/// <summary>One line of a list: a conversation as the fold of its entries.</summary>
/// <param name="Deviations">Turns that were edited or overridden.</param>
/// <param name="Blocked">Decisions in which a rule blocked at least one action.</param>
/// <param name="Converted">Null while nobody has said.</param>
public sealed record ListedConversation(
    long No, Guid PublicId, string? ExternalId, LogSource Source, string Channel, DateTimeOffset OpenedAt, DateTimeOffset LastAt, int Turns, int Decisions,
    int Blocked, int Deviations, string? Experiment, string? Arm, LogKind? Ended, bool Settled, double? Converted, double? Value);

/// <summary>A page of a list, newest first.</summary>
/// <param name="Older">Number to go on below, or null at the end.</param>
/// <param name="Newer">Number to go back above, or null at the beginning.</param>
public sealed record ConversationLines(IReadOnlyList<ListedConversation> Lines, long? Older, long? Newer);

/// <summary>How many match; counting stops at the limit.</summary>
public readonly record struct BoundedCount(long Count, bool More);
