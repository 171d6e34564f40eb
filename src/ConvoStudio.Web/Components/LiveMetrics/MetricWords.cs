using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.LiveMetrics;

/// <summary>How differences of a metric are written: points for a rate, plain numbers for a mean.</summary>
public static class MetricWords
{
    private const double Thousand = 1000;

    public static NumberFormat LiftFormat(this ExperimentMetric metric) => metric.IsRate() ? NumberFormat.Points : NumberFormat.Reward;

    /// <summary>"2.4 points" or "0.031": in a sentence the sign is said by the words around it.</summary>
    public static string Amount(this ExperimentMetric metric, double difference) => metric.IsRate()
        ? Numbers.Points(difference).TrimStart('+').Replace("pts", "points", StringComparison.Ordinal)
        : Numbers.Estimate(difference);

    /// <summary>The same of a difference that somebody wrote, with all its digits.</summary>
    public static string Written(this ExperimentMetric metric, double difference) => metric.IsRate() ? metric.Amount(difference) : Numbers.Reward(difference);

    /// <summary>The metric itself, no difference: "8 %", "59.9" or "1,500".</summary>
    public static string Level(this ExperimentMetric metric, double value) => metric.IsRate() ? Numbers.Rate(value) : Math.Abs(value) >= Thousand ? Numbers.Count(value) : Numbers.Reward(value);

    /// <summary>With its sign: "+2.4 pts" or "+0.031".</summary>
    public static string Signed(this ExperimentMetric metric, double difference) => metric.IsRate()
        ? Numbers.Points(difference)
        : (difference > 0 ? "+" : "") + Numbers.Estimate(difference);

    public static string Name(this ExperimentMetric metric, IStringLocalizer<LiveMetricsTexts> texts) => texts[$"Metric{metric}"];
}
