namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>What a decision knows besides the trace: clock, place, approvals. Null is unknown, and unknown never frees.</summary>
/// <param name="NowTicks">The instant of the decision, UTC ticks.</param>
public readonly record struct RuleSituation(long NowTicks)
{
    /// <summary>Offset of the customer's clock at that instant; null when the zone is unknown. See <see cref="ZoneOffset"/>.</summary>
    public TimeSpan? UtcOffset { get; init; }

    /// <summary>Channel of the conversation.</summary>
    public string? Channel { get; init; }

    /// <summary>Jurisdiction of the conversation.</summary>
    public string? Jurisdiction { get; init; }

    /// <summary>Segment of the customer.</summary>
    public string? Segment { get; init; }

    /// <summary>What was approved; null for nothing.</summary>
    public IReadOnlySet<RuleApproval>? Approvals { get; init; }

    /// <summary>Local dates that are holidays; null when the calendar is unknown.</summary>
    public IReadOnlySet<DateOnly>? Holidays { get; init; }
}
