namespace ConvoStudio.Engine.Experiments;

/// <summary>Why the shares of a bandit experiment stay as they are.</summary>
public enum ReallocationHold
{
    /// <summary>They move.</summary>
    None,

    /// <summary>Fewer than two arms have the units of the burn-in.</summary>
    BurnIn,

    /// <summary>As many units as allowed met an arm other than control.</summary>
    ExposureBudgetSpent,

    /// <summary>The units assigned so far are expected to have cost as much as allowed.</summary>
    RegretBudgetSpent,

    /// <summary>No outcome came or changed since the last time, and no arm came or went.</summary>
    NothingNew,
}
