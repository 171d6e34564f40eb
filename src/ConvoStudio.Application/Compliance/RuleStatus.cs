namespace ConvoStudio.Application.Compliance;

/// <summary>Where a version of a rule stands. Draft → in review → shadow → in force → superseded; withdrawn from any of them.</summary>
public enum RuleStatus
{
    /// <summary>Being written.</summary>
    Draft = 0,

    /// <summary>Waits for a second person.</summary>
    InReview = 1,

    /// <summary>Records what it would have blocked, and blocks nothing.</summary>
    Shadow = 2,

    /// <summary>Blocks.</summary>
    InForce = 3,

    /// <summary>A newer version took its place.</summary>
    Superseded = 4,

    /// <summary>Taken back.</summary>
    Withdrawn = 5,
}
