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
        // Whatever the numbers say, they say it of the wrong people.
        if (frame.IsSplitUneven)
            return new(BadgeState.Harm, texts["VerdictUneven"], texts["VerdictUnevenWhy"]);
        if (reading.Verdict == VerdictKind.NotEnoughEvidence)
            return Few(frame, texts, ended);
        var treatment = reading.Treatments.First(other => other.Arm == reading.Arm);
        return double.IsFinite(treatment.Lift.Estimate) && double.IsFinite(treatment.Lift.Low) ? Judged(frame, reading, treatment, texts, ended) : Few(frame, texts, ended);
    }

    private static VerdictWords Judged(MetricsFrame frame, ExperimentReading reading, in TreatmentReading treatment, IStringLocalizer<LiveMetricsTexts> texts, bool ended)
    {
        var (metric, lift, arm) = (frame.Metric, treatment.Lift, frame.Arms[reading.Arm].Name);
        var control = frame.Arms.First(other => other.Control).Name;
        var interval = Numbers.Interval(lift.Low, lift.High, metric.LiftFormat()) + (metric.IsRate() ? texts["PointsWord"] : "");
        var (basis, form) = (Basis(frame, reading.Arm, texts), metric.IsRate() ? "" : "Mean");
        return reading.Verdict switch
        {
            VerdictKind.Ship => new(
                BadgeState.Ship, texts[$"VerdictShip{form}", arm, metric.Amount(lift.Estimate), control, interval, metric.Name(texts)],
                texts["VerdictShipWhy", metric.Amount(lift.Low), metric.Amount(treatment.CostOfShipping)] + " " + basis),
            VerdictKind.Harm => new(
                BadgeState.Harm, texts[$"VerdictHarm{form}", arm, metric.Amount(-lift.Estimate), control, interval, metric.Name(texts)],
                texts["VerdictHarmWhy", metric.Amount(-lift.High), metric.Amount(-lift.Low), metric.Name(texts)] + " " + basis),
            VerdictKind.Stop => new(BadgeState.Stopped, texts["VerdictStop", arm, metric.Amount(lift.High), metric.Written(frame.Plan?.LeastEffect ?? 0)], basis),
            _ when ended => new(BadgeState.NotEnoughEvidence, texts["VerdictEnded", arm, Size(frame, lift.Estimate, texts), interval], basis),
            _ => new(BadgeState.KeepGoing, texts["VerdictKeepGoing", arm, Size(frame, lift.Estimate, texts), interval], basis),
        };
    }

    private static VerdictWords Few(MetricsFrame frame, IStringLocalizer<LiveMetricsTexts> texts, bool ended)
    {
        var least = frame.Arms.Where(arm => arm.Active).MinBy(arm => arm.Analysed.Closed)!;
        var counted = least.Analysed.Closed == 1 ? texts["OneFinished"] : texts["ManyFinished", Numbers.Count(least.Analysed.Closed)];
        var needed = frame.Plan?.Allocation is not null ? AdaptiveEffects.LeastArmUnits : frame.Metric.IsRate() ? ExperimentReading.LeastUnits : LiftInterval.LeastMeanUnits;
        // Quick conversations finish first; until the slow ones that began before them have, they would speak for all.
        if (least.Analysed.Closed < needed && frame.Arms.Where(arm => arm.Active).All(arm => arm.Totals.Closed >= needed))
            return new(
                BadgeState.NotEnoughEvidence, texts["VerdictFewWait", Numbers.Count(frame.FinishedButWaiting)],
                texts["VerdictFewWaitWhy", least.Name, Numbers.Count(least.Analysed.Closed), Numbers.Count(needed)]);
        return new(BadgeState.NotEnoughEvidence, texts["VerdictFew", least.Name, counted, Numbers.Count(needed)], texts[ended ? "VerdictFewEnded" : "VerdictFewWhy"] + Waiting(frame, texts));
    }

    private static string Basis(MetricsFrame frame, int arm, IStringLocalizer<LiveMetricsTexts> texts) =>
        texts[frame.Source == LogSource.Simulated ? "VerdictBasisSimulated" : "VerdictBasis", Numbers.Count(frame.Arms.Sum(other => other.Analysed.Closed))]
        + Waiting(frame, texts) + Learning(frame.Arms[arm], texts);

    private static string Waiting(MetricsFrame frame, IStringLocalizer<LiveMetricsTexts> texts) =>
        frame.FinishedButWaiting > 0 ? " " + texts["VerdictWaiting", Numbers.Count(frame.FinishedButWaiting)] : "";

    // A policy that learns meanwhile is many: the verdict says which.
    private static string Learning(ArmFrame arm, IStringLocalizer<LiveMetricsTexts> texts) =>
        arm.Learnt is { Learns: true } learnt ? " " + texts["VerdictLearning", arm.Name, Numbers.Count(learnt.First), Numbers.Count(learnt.Last)] : "";

    private static string Size(MetricsFrame frame, double lift, IStringLocalizer<LiveMetricsTexts> texts) => Math.Abs(lift) < 0.0005
        ? texts["Level"]
        : texts[lift > 0 ? "AheadBy" : "BehindBy", frame.Metric.Amount(Math.Abs(lift))];
}
