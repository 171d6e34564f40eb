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
        _ => totals.ValueSums,
    };

    /// <summary>True for a share of units, which has exact intervals.</summary>
    public static bool IsRate(this ExperimentMetric metric) => metric == ExperimentMetric.Conversion;
}
