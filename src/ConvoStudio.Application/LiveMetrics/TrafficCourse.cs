namespace ConvoStudio.Application.LiveMetrics;

/// <summary>What became of a policy's conversations within one day.</summary>
/// <param name="Finished">Conversations that became final.</param>
/// <param name="Converted">Of those, converted ones.</param>
/// <param name="Valued">Of those, ones with a value other than 0.</param>
/// <param name="Rewarded">Of those, ones with a reward other than 0.</param>
/// <param name="Engaged">Of those, ones with an engagement above 0.</param>
public readonly record struct PolicyDay(long Finished, long Converted, long Valued = 0, long Rewarded = 0, long Engaged = 0)
{
    public static PolicyDay operator +(PolicyDay a, PolicyDay b) => new(
        a.Finished + b.Finished, a.Converted + b.Converted, a.Valued + b.Valued, a.Rewarded + b.Rewarded, a.Engaged + b.Engaged);
}

/// <summary>One policy over the days, oldest first.</summary>
/// <param name="Policy">The policy that decided first in the conversation.</param>
public sealed record PolicyCourse(string Policy, IReadOnlyList<PolicyDay> Days);

/// <summary>The last days of a playbook's live traffic, by policy.</summary>
/// <param name="Ends">End of each day, oldest first: days of 24 hours that end now, so that the last one is whole in every time zone.</param>
/// <param name="Policies">By name; those with at least one finished conversation.</param>
/// <param name="Complete">False while the log of the last days is still being counted after a start.</param>
public sealed record TrafficCourse(IReadOnlyList<DateTimeOffset> Ends, IReadOnlyList<PolicyCourse> Policies, bool Complete);
