namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>What follows where a move would break a rule.</summary>
public enum BreachEffectKind
{
    /// <summary>The move is not eligible.</summary>
    Block = 0,

    /// <summary>The move is not eligible, and the playbook's fallback is.</summary>
    HandOver = 1,

    /// <summary>The move is not eligible until somebody in a role approved.</summary>
    NeedsApproval = 2,

    /// <summary>The move stays eligible; who says it is warned.</summary>
    Warn = 3,

    /// <summary>The move stays eligible; the breach is recorded.</summary>
    RecordOnly = 4,
}

/// <summary>What follows where a move would break a rule, with the role that may approve it.</summary>
/// <param name="Kind">What follows.</param>
/// <param name="Role">Role of <see cref="BreachEffectKind.NeedsApproval"/>, else null.</param>
public readonly record struct BreachEffect(BreachEffectKind Kind, string? Role = null)
{
    /// <summary>True when the move is taken out.</summary>
    public bool TakesOut => Kind <= BreachEffectKind.NeedsApproval;
}

/// <summary>What follows when a rule cannot tell, because a fact is unknown or withheld.</summary>
public enum UnknownAnswer
{
    /// <summary>The move is not eligible.</summary>
    Block = 0,

    /// <summary>The move is not eligible, and the playbook's fallback is.</summary>
    HandOver = 1,

    /// <summary>The move stays eligible; who says it is warned.</summary>
    Warn = 2,

    /// <summary>The move stays eligible.</summary>
    Allow = 3,
}
