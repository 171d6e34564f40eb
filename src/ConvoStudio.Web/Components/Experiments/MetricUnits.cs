using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>Differences of rates are typed in points, those of means in their own unit.</summary>
public static class MetricUnits
{
    /// <summary>A difference as it is stored; NaN for an empty field, which the service refuses by name.</summary>
    public static double Stored(ExperimentMetric metric, double? typed) => typed is { } number ? metric.IsRate() ? number / 100 : number : double.NaN;

    /// <summary>A stored difference as people type it.</summary>
    public static double Typed(ExperimentMetric metric, double stored) => metric.IsRate() ? Math.Round(stored * 100, 6) : stored;
}
