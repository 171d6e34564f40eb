using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.LiveMetrics;

/// <summary>The verdict of an experiment in words. Its interval holds at every look, so the words may be read as often as one likes.</summary>
/// <param name="Say">What to do, the estimate, the interval.</param>
/// <param name="Why">The reason and what being wrong costs.</param>
public sealed record VerdictWords(BadgeState State, string Say, string Why)
{
    /// <param name="frame">The frame shown.</param>
    /// <param name="texts">The words.</param>
    /// <param name="ended">Nothing more will come: then an open question stays open.</param>
    public static VerdictWords Of(MetricsFrame frame, IStringLocalizer<LiveMetricsTexts> texts, bool ended = false)
    {
        if (frame.Reading is not { Treatments.Count: > 0 } reading)
            return new(BadgeState.NotEnoughEvidence, texts["VerdictOneArm"], texts["VerdictOneArmWhy"]);
        if (reading.Verdict == VerdictKind.NotEnoughEvidence)
            return Few(frame, texts);
        var arm = frame.Arms[reading.Arm].Name;
        var control = frame.Arms.First(other => other.Control).Name;
        var treatment = reading.Treatments.First(other => other.Arm == reading.Arm);
        var lift = treatment.Lift;
        var interval = Numbers.Interval(lift.Low, lift.High);
        var basis = Basis(frame, texts);
        return reading.Verdict switch
        {
            VerdictKind.Ship => new(
                BadgeState.Ship, texts["VerdictShip", arm, Points(lift.Estimate), control, interval], texts["VerdictShipWhy", Points(lift.Low), Points(treatment.CostOfShipping)] + " " + basis),
            VerdictKind.Harm => new(
                BadgeState.Harm, texts["VerdictHarm", arm, Points(-lift.Estimate), control, interval], texts["VerdictHarmWhy", Points(-lift.High), Points(-lift.Low)] + " " + basis),
            VerdictKind.Stop => new(BadgeState.Stopped, texts["VerdictStop", arm, Points(lift.High)], basis),
            _ when ended => new(BadgeState.NotEnoughEvidence, texts["VerdictEnded", arm, Size(lift.Estimate, texts), interval], basis),
            _ => new(BadgeState.KeepGoing, texts["VerdictKeepGoing", arm, Size(lift.Estimate, texts), interval], basis),
        };
    }

    private static VerdictWords Few(MetricsFrame frame, IStringLocalizer<LiveMetricsTexts> texts)
    {
        var least = frame.Arms.MinBy(arm => arm.Analysed.Closed)!;
        var counted = least.Analysed.Closed == 1 ? texts["OneFinished"] : texts["ManyFinished", Numbers.Count(least.Analysed.Closed)];
        return new(BadgeState.NotEnoughEvidence, texts["VerdictFew", least.Name, counted, Numbers.Count(ExperimentReading.LeastUnits)], texts["VerdictFewWhy"] + Waiting(frame, texts));
    }

    private static string Basis(MetricsFrame frame, IStringLocalizer<LiveMetricsTexts> texts) =>
        texts[frame.Source == LogSource.Simulated ? "VerdictBasisSimulated" : "VerdictBasis", Numbers.Count(frame.Arms.Sum(arm => arm.Analysed.Closed))] + Waiting(frame, texts);

    private static string Waiting(MetricsFrame frame, IStringLocalizer<LiveMetricsTexts> texts) =>
        frame.FinishedButWaiting > 0 ? " " + texts["VerdictWaiting", Numbers.Count(frame.FinishedButWaiting)] : "";

    private static string Size(double lift, IStringLocalizer<LiveMetricsTexts> texts) => Math.Abs(lift) < 0.0005
        ? texts["Level"]
        : texts[lift > 0 ? "AheadBy" : "BehindBy", Points(Math.Abs(lift))];

    // "2.4 points": in a sentence the sign is said by the words around it.
    private static string Points(double lift) => Numbers.Points(lift).TrimStart('+').Replace("pts", "points", StringComparison.Ordinal);
}
