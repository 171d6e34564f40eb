namespace ConvoStudio.Application.LiveMetrics;

/// <summary>Live traffic of a span of time; sums that add up.</summary>
/// <param name="Opened">Conversations opened.</param>
/// <param name="Decisions">Decisions answered.</param>
/// <param name="Blocked">Of those, decisions in which a rule blocked an action.</param>
/// <param name="Finished">Conversations whose outcome became final, or whose window ended.</param>
/// <param name="Converted">Of those, converted ones.</param>
/// <param name="EngagementSum">Sum of their mean engagement.</param>
public readonly record struct TrafficSums(long Opened, long Decisions, long Blocked, long Finished, long Converted, double EngagementSum)
{
    public bool IsEmpty => Opened == 0 && Decisions == 0 && Finished == 0;

    /// <summary>Mean engagement of a finished conversation; NaN when there is none.</summary>
    public double Engagement => Finished > 0 ? EngagementSum / Finished : double.NaN;

    public static TrafficSums operator +(TrafficSums a, TrafficSums b) => new(
        a.Opened + b.Opened, a.Decisions + b.Decisions, a.Blocked + b.Blocked, a.Finished + b.Finished, a.Converted + b.Converted, a.EngagementSum + b.EngagementSum);
}

/// <summary>The last 24 hours of a playbook beside the same hours a week earlier.</summary>
/// <param name="WeekBefore">Null when nothing happened then.</param>
/// <param name="Hours">The 24 hours, oldest first.</param>
/// <param name="Complete">False while the log of the last days is still being counted after a start.</param>
public sealed record TrafficDay(TrafficSums Last, TrafficSums? WeekBefore, IReadOnlyList<TrafficSums> Hours, bool Complete);
