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

    /// <summary>Something that must not get worse has.</summary>
    GuardrailBreached,

    /// <summary>Something that must not get worse has used most of its limit.</summary>
    GuardrailClose,

    /// <summary>Units met another arm although theirs was still there.</summary>
    SeveralArms,

    /// <summary>Many units went on with another arm, since theirs was retired.</summary>
    ArmsMoved,

    /// <summary>Who meets which arm hangs on the arm of another experiment.</summary>
    ArmsLinked,

    /// <summary>The effect differs with what customers met in another experiment.</summary>
    CarriesOver,
}

/// <summary>Something found.</summary>
/// <param name="Breaks">The comparison cannot be trusted until it is put right; otherwise worth a look.</param>
/// <param name="Number">What it rests on: a p-value, conversations, a share, or entries behind.</param>
/// <param name="Other">Name of the other experiment or of the arm, where there is one.</param>
public sealed record HealthFinding(HealthCause Cause, bool Breaks, double Number, string? Other = null)
{
    /// <summary>True where somebody must act: numbers that cannot be trusted, or harm that was found.</summary>
    public bool IsBad => Breaks || Cause == HealthCause.GuardrailBreached;
}
