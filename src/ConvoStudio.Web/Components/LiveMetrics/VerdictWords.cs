using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.LiveMetrics;

/// <summary>What a board may honestly say of two arms: a difference of conversions with a plain interval, right for one look.</summary>
/// <param name="Say">What to do, the estimate, the interval.</param>
/// <param name="Why">The reason and what being wrong costs.</param>
public sealed record VerdictWords(BadgeState State, string Say, string Why)
{
    /// <summary>Finished conversations every arm needs before a difference is told.</summary>
    public const int LeastFinished = 20;

    /// <summary>Ahead and behind are what is seen, not yet a proof: that needs an interval made for many looks.</summary>
    public static readonly BadgeState Ahead = new(Meaning.Info, Icon.KeepGoing, "Ahead");
    public static readonly BadgeState Behind = new(Meaning.Warn, Icon.Warn, "Behind");

    public static VerdictWords Of(MetricsFrame frame, IStringLocalizer<LiveMetricsTexts> texts)
    {
        var control = frame.Arms.FirstOrDefault(arm => arm.Control);
        var others = frame.Arms.Where(arm => !arm.Control).ToList();
        if (control is null || others.Count != 1)
            return new(BadgeState.NotEnoughEvidence, texts["VerdictManyArms", Numbers.Count(frame.Arms.Count)], texts["VerdictManyArmsWhy"]);
        var treatment = others[0];
        if (frame.Arms.MinBy(arm => arm.Totals.Closed) is { } least && least.Totals.Closed < LeastFinished)
            return new(BadgeState.NotEnoughEvidence, texts["VerdictFew", least.Name, Finished(least, texts), Numbers.Count(LeastFinished)], texts["VerdictFewWhy"]);
        var (a, b) = (treatment.Totals, control.Totals);
        var lift = NewcombeInterval.Of(a.Conversions, a.Closed, b.Conversions, b.Closed);
        var interval = Numbers.Interval(lift.Low, lift.High);
        var why = texts[frame.Source == LogSource.Simulated ? "VerdictOneLookSimulated" : "VerdictOneLook"].Value;
        if (lift.HoldsZero)
            return new(BadgeState.NotEnoughEvidence, texts["VerdictMaybeNothing", treatment.Name, Size(lift.Estimate, texts), interval], why);
        return lift.Low > 0
            ? new(Ahead, texts["VerdictAhead", treatment.Name, Points(lift.Estimate), control.Name, interval], texts["VerdictAheadCost", Points(lift.Low)] + " " + why)
            : new(Behind, texts["VerdictBehind", treatment.Name, Points(-lift.Estimate), control.Name, interval], texts["VerdictBehindCost", Points(-lift.High), Points(-lift.Low)] + " " + why);
    }

    private static string Finished(ArmFrame arm, IStringLocalizer<LiveMetricsTexts> texts) =>
        arm.Totals.Closed == 1 ? texts["OneFinished"] : texts["ManyFinished", Numbers.Count(arm.Totals.Closed)];

    private static string Size(double lift, IStringLocalizer<LiveMetricsTexts> texts) => Math.Abs(lift) < 0.0005
        ? texts["Level"]
        : texts[lift > 0 ? "AheadBy" : "BehindBy", Points(Math.Abs(lift))];

    // "2.4 points": in a sentence the sign is said by the words around it.
    private static string Points(double lift) => Numbers.Points(lift).TrimStart('+').Replace("pts", "points", StringComparison.Ordinal);
}
