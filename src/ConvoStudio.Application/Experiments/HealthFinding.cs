namespace ConvoStudio.Application.Experiments;

/// <summary>Why the numbers of an experiment may not be what they seem; each has one action that puts it right.</summary>
public enum HealthCause
{
    /// <summary>Arms did not get their shares: the comparison cannot be trusted.</summary>
    SplitUneven,

    /// <summary>Conversations come, and no outcome does.</summary>
    NoOutcomes,

    /// <summary>It runs, and nobody reaches it.</summary>
    NoConversations,

    /// <summary>A policy has stopped learning.</summary>
    LearnerStopped,

    /// <summary>Rules block something in most decisions, so arms differ less than their policies do.</summary>
    BlockedOften,

    /// <summary>The numbers lie behind the log.</summary>
    Behind,
}

/// <summary>Something found.</summary>
/// <param name="Breaks">The comparison cannot be trusted until it is put right; otherwise worth a look.</param>
/// <param name="Number">What it rests on: a p-value, conversations, a share, or entries behind.</param>
public sealed record HealthFinding(HealthCause Cause, bool Breaks, double Number);
