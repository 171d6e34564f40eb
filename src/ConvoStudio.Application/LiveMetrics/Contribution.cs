using ConvoStudio.Application.Log;
using ConvoStudio.Application.Policies;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>What one conversation adds to the sums of its arm once outcomes come: a function of its entries, so a late outcome adds the difference.</summary>
internal static class Contribution
{
    public static (ArmTotals Totals, long Reported) Of(IReadOnlyList<LogEntry> entries, RewardCalculator rewards)
    {
        double converted = 0, value = 0;
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
        }

        var reported = converted > 0 ? 1 : 0;
        if (ExperienceReader.SettledAt(entries) is null)
            return (default, reported);
        var earned = ExperienceReader.Read(entries, rewards);
        var reward = earned.Count == 0 ? 0 : earned.Sum(e => e.Reward.Total) / earned.Count;
        var engagement = earned.Count == 0 ? 0 : earned.Sum(e => e.Reward.Engagement) / earned.Count;
        return (new ArmTotals(0, 1, 0, reported, reward, reward * reward, engagement, value) { EngagementSquareSum = engagement * engagement, ValueSquareSum = value * value }, reported);
    }

    public static ArmTotals Minus(ArmTotals a, ArmTotals b) => new(
        a.Conversations - b.Conversations, a.Closed - b.Closed, a.Decisions - b.Decisions, a.Conversions - b.Conversions,
        a.RewardSum - b.RewardSum, a.RewardSquareSum - b.RewardSquareSum, a.EngagementSum - b.EngagementSum, a.ValueSum - b.ValueSum)
    {
        EngagementSquareSum = a.EngagementSquareSum - b.EngagementSquareSum,
        ValueSquareSum = a.ValueSquareSum - b.ValueSquareSum,
    };
}
