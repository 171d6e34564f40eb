using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Policies;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Tests.LiveMetrics;

/// <summary>What one conversation adds to the sums of its arm, read from all its entries each time: the plain way that the folds in memory must agree with.</summary>
internal static class SlowContribution
{
    /// <summary>What an entry changed: the conversation with it less the conversation without it.</summary>
    /// <param name="counted">It was in sums before.</param>
    public static (ArmTotals Before, ArmTotals After, long Reported) ChangeBy(LogEntry entry, IReadOnlyList<LogEntry> entries, RewardCalculator rewards, bool counted = true)
    {
        var (after, reportedAfter) = Of(entries, rewards);
        var (before, reportedBefore) = counted ? Of([.. entries.Where(e => e.Sequence < entry.Sequence)], rewards) : default;
        return (before, after, reportedAfter - reportedBefore);
    }

    private static (ArmTotals Totals, long Reported) Of(IReadOnlyList<LogEntry> entries, RewardCalculator rewards)
    {
        double converted = 0, value = 0, complaint = 0, optOut = 0;
        foreach (var entry in entries)
        {
            var (metric, number) = entry.Kind switch
            {
                LogKind.Outcome when LogPayloads.Read<OutcomePayload>(entry) is { DecisionId: null } outcome => (outcome.Metric, outcome.Value),
                LogKind.Amendment when LogPayloads.Read<AmendmentPayload>(entry) is { DecisionId: null } amendment => (amendment.Metric, amendment.Value),
                _ => (null, 0),
            };
            if (metric == OutcomeMetric.Converted)
                converted = number;
            else if (metric == OutcomeMetric.Value)
                value = number;
            else if (metric == "complaint")
                complaint = number;
            else if (metric == "opt-out")
                optOut = number;
        }

        var reported = converted > 0 ? 1 : 0;
        if (ExperienceReader.SettledAt(entries) is null)
            return (default, reported);
        var earned = ExperienceReader.Read(entries, rewards);
        var reward = earned.Count == 0 ? 0 : earned.Sum(e => e.Reward.Total) / earned.Count;
        var engagement = earned.Count == 0 ? 0 : earned.Sum(e => e.Reward.Engagement) / earned.Count;
        return (new ArmTotals(0, 1, 0, reported, reward, reward * reward, engagement, value)
        {
            EngagementSquareSum = engagement * engagement,
            ValueSquareSum = value * value,
            Complaints = complaint > 0 ? 1 : 0,
            OptOuts = optOut > 0 ? 1 : 0,
            HandOvers = entries.Any(HandsOver) ? 1 : 0,
        }, reported);
    }

    private static bool HandsOver(LogEntry entry) =>
        entry.Kind == LogKind.Turn && LogPayloads.Read<TurnPayload>(entry) is { Speaker: Speaker.Agent } turn && turn.Acts.Contains("hand-over", StringComparer.Ordinal);
}
