using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>The sums of a metric among the totals of an arm.</summary>
public static class MetricSums
{
    /// <summary>Count, sum and sum of squares over finished units.</summary>
    public static MeanSums Of(in ArmTotals totals, ExperimentMetric metric) => metric switch
    {
        ExperimentMetric.Conversion => totals.ConversionSums,
        ExperimentMetric.Reward => totals.RewardSums,
        ExperimentMetric.Engagement => totals.EngagementSums,
        ExperimentMetric.Value => totals.ValueSums,
        ExperimentMetric.Complaint => MeanSums.OfProportion(totals.Closed, totals.Complaints),
        ExperimentMetric.OptOut => MeanSums.OfProportion(totals.Closed, totals.OptOuts),
        ExperimentMetric.HandOver => MeanSums.OfProportion(totals.Closed, totals.HandOvers),
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "No such metric."),
    };

    /// <summary>True for a share of units, which has exact intervals.</summary>
    public static bool IsRate(this ExperimentMetric metric) => metric == ExperimentMetric.Conversion || !metric.MayDecide();

    /// <summary>True for a metric an experiment may be decided by; the others are there to be guarded, since more of them is worse.</summary>
    public static bool MayDecide(this ExperimentMetric metric) =>
        metric is ExperimentMetric.Conversion or ExperimentMetric.Reward or ExperimentMetric.Engagement or ExperimentMetric.Value;

    /// <summary>Metrics an experiment may be decided by.</summary>
    public static IReadOnlyList<ExperimentMetric> Deciding { get; } = [.. Enum.GetValues<ExperimentMetric>().Where(MayDecide)];
}
