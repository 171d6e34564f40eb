namespace ConvoStudio.Application.LiveMetrics;

/// <summary>What became of a policy's conversations within one day.</summary>
/// <param name="Finished">Conversations that became final.</param>
/// <param name="Converted">Of those, converted ones.</param>
public readonly record struct PolicyDay(long Finished, long Converted)
{
    public static PolicyDay operator +(PolicyDay a, PolicyDay b) => new(a.Finished + b.Finished, a.Converted + b.Converted);
}

/// <summary>One policy over the days, oldest first.</summary>
/// <param name="Policy">The policy that decided first in the conversation.</param>
public sealed record PolicyCourse(string Policy, IReadOnlyList<PolicyDay> Days);

/// <summary>The last days of a playbook's live traffic, by policy.</summary>
/// <param name="Ends">End of each day, oldest first: days of 24 hours that end now, so that the last one is whole in every time zone.</param>
/// <param name="Policies">By name; those with at least one finished conversation.</param>
/// <param name="Complete">False while the log of the last days is still being counted after a start.</param>
public sealed record TrafficCourse(IReadOnlyList<DateTimeOffset> Ends, IReadOnlyList<PolicyCourse> Policies, bool Complete);
