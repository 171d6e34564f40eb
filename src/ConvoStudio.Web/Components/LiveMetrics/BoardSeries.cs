using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Components.LiveMetrics;

/// <summary>The lines of a board's chart from the course of an experiment.</summary>
internal static class BoardSeries
{
    /// <summary>Finished conversations from which on lines are drawn: shares of a handful jump between 0 and 100 % and would set the scale for good.</summary>
    public const int FirstDrawn = 20;

    // Wider bands say next to nothing, and would make all later ones flat.
    private const double WidestBand = 0.5;

    /// <summary>Whether there is enough to draw.</summary>
    public static bool Begins(BoardMeasure measure, ExperimentMetric metric, IReadOnlyList<MetricsPoint> points) => points is [.., var newest] && newest.Finished >= FirstDrawn &&
        (measure != BoardMeasure.Lift || newest.Lift.Any(lift => lift is not null && (metric.IsRate() ? lift.High - lift.Low <= WidestBand : double.IsFinite(lift.High - lift.Low))));

    public static List<ChartSeries> Of(BoardMeasure measure, MetricsFrame frame, IReadOnlyList<MetricsPoint> points)
    {
        var drawn = points.Where(point => point.Finished >= FirstDrawn).ToList();
        return measure == BoardMeasure.Lift ? Lifts(frame, drawn) : [.. frame.Arms.Select((arm, i) => new ChartSeries(
            arm.Name, Color(frame, i), [.. drawn.Select(point => new ChartPoint(point.Finished, At(measure == BoardMeasure.Conversion ? point.Conversion : point.MeanReward, i)))]) { Dashed = arm.Control })];
    }

    // Bands first: lines lie on them.
    private static List<ChartSeries> Lifts(MetricsFrame frame, List<MetricsPoint> points)
    {
        var treatments = Enumerable.Range(0, frame.Arms.Count).Where(i => !frame.Arms[i].Control).ToList();
        return
        [
            .. treatments.Select(i => new ChartSeries(
                frame.Arms[i].Name, Color(frame, i), [.. points.Select(point => new ChartPoint(point.Finished, Finite(At(point.Lift, i)?.Low), Finite(At(point.Lift, i)?.High)))]) { Kind = ChartKind.RangeArea }),
            .. treatments.Select(i => new ChartSeries(frame.Arms[i].Name, Color(frame, i), [.. points.Select(point => new ChartPoint(point.Finished, At(point.Lift, i)?.Estimate))])),
        ];
    }

    // Nothing is said yet of a mean: no band there.
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    // An arm that was added later has no value in the older points.
    private static T? At<T>(IReadOnlyList<T?> values, int arm) => arm < values.Count ? values[arm] : default;

    private static string Color(MetricsFrame frame, int arm) => $"c{ArmColors.Of(frame.Arms, arm)}";
}
