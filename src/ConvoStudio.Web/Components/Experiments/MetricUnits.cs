using ConvoStudio.Application.Configurations;
using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>Conversion is a rate: people type and read its differences in points. Other metrics are means in their own unit.</summary>
public static class MetricUnits
{
    public static bool IsRate(ExperimentMetric metric) => metric == ExperimentMetric.Conversion;

    /// <summary>A difference as it is stored; NaN for an empty field, which the service refuses by name.</summary>
    public static double Stored(ExperimentMetric metric, double? typed) => typed is { } number ? IsRate(metric) ? number / 100 : number : double.NaN;

    /// <summary>A stored difference as people type it.</summary>
    public static double Typed(ExperimentMetric metric, double stored) => IsRate(metric) ? Math.Round(stored * 100, 6) : stored;

    /// <summary>A difference without a sign: 2.0 points, 0.02.</summary>
    public static string Size(ExperimentMetric metric, double size) =>
        IsRate(metric) ? Numbers.Points(size).TrimStart('+').Replace("pts", "points", StringComparison.Ordinal) : Numbers.Reward(size);
}
