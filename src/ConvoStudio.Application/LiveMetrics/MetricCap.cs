using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>The one place where an experiment's cap comes into its numbers: boards, verdicts, reallocations, past moments, rehearsals, forecasts and simulations all rest on it.</summary>
public static class MetricCap
{
    /// <summary>True for metrics that one conversation can make as large as it likes.</summary>
    public static bool MayBeCapped(this ExperimentMetric metric) => metric is ExperimentMetric.Value or ExperimentMetric.Reward;

    /// <summary>The value of one conversation that counts.</summary>
    /// <param name="cap">Null to count every value as it is.</param>
    public static double Apply(double value, double? cap) => cap is { } high ? new WinsorCap(double.NegativeInfinity, high).Apply(value) : value;

    /// <summary>What one conversation adds to its arm, the metric capped.</summary>
    /// <param name="one">Contribution of a single conversation; sums of several cannot be capped any more.</param>
    public static ArmTotals Apply(in ArmTotals one, ExperimentMetric metric, double? cap)
    {
        if (cap is null || one.Closed == 0)
            return one;
        var (value, reward) = (Apply(one.ValueSum, cap), Apply(one.RewardSum, cap));
        return metric switch
        {
            ExperimentMetric.Value => one with { ValueSum = value, ValueSquareSum = value * value },
            ExperimentMetric.Reward => one with { RewardSum = reward, RewardSquareSum = reward * reward },
            _ => one,
        };
    }
}
