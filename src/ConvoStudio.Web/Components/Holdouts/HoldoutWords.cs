using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Holdouts;

/// <summary>What a holdout shows, in words. A difference is never told without its interval.</summary>
/// <param name="Kind">more, less, maybe, few or uneven.</param>
/// <param name="Means">What it comes to; null where nothing may be said.</param>
public sealed record HoldoutWords(string Kind, string Say, string? Means)
{
    private const double Customers = 1000;

    public static HoldoutWords Of(MetricsFrame frame, IStringLocalizer<HoldoutTexts> texts)
    {
        if (frame.IsSplitUneven)
            return new("uneven", texts["Uneven"], null);
        var fewest = frame.Arms.Min(arm => arm.Analysed.Closed);
        if (fewest < Engine.Experiments.ExperimentReading.LeastUnits || frame.Reading?.LiftOf(1) is not { } lift || !double.IsFinite(lift.Low) || !double.IsFinite(lift.Estimate))
            return new("few", texts["TooFew", Numbers.Count(frame.Arms[0].Analysed.Closed), Numbers.Count(frame.Arms[1].Analysed.Closed)], null);
        var interval = Numbers.Interval(lift.Low, lift.High);
        var size = Numbers.Points(Math.Abs(lift.Estimate)).TrimStart('+').Replace("pts", "points", StringComparison.Ordinal);
        var thousand = Numbers.Count(Math.Round(Math.Abs(lift.Estimate) * Customers));
        if (lift.Low > 0)
            return new("more", texts["More", size, interval], texts["MoreMeans", thousand]);
        return lift.High < 0
            ? new("less", texts["Less", size, interval], texts["LessMeans", thousand])
            : new("maybe", texts["MaybeNothing", Numbers.Points(lift.Estimate).Replace("pts", "points", StringComparison.Ordinal), interval], null);
    }
}
