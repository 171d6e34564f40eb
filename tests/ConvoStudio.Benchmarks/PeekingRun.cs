using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Benchmarks;

/// <summary>One experiment looked at after every outcome.</summary>
/// <param name="AlarmedAt">Units at the first alarm of the rule that live experiments use.</param>
/// <param name="ExactAlarmed">Whether the exact sequence alone, at the whole error rate, gave an alarm; rates only.</param>
/// <param name="FixedAlarmed">Whether the fixed-size test was beyond its limit at any look.</param>
/// <param name="FixedAtEnd">Whether it is at the end, which is all it may look at.</param>
internal sealed record PeekingRun(long? AlarmedAt, bool ExactAlarmed, bool FixedAlarmed, bool FixedAtEnd, double Width, double ExactWidth, double FixedWidth)
{
    public const double Alpha = 0.05;
    public const double TunedUnits = 20_000;

    /// <summary>Units before which nothing is said of a mean.</summary>
    public const int LeastUnits = 1000;

    private const double Critical = 1.959963984540054;
    private static readonly AsymptoticConfidenceSequence Sequence = new(Alpha, TunedUnits, LeastUnits);

    public bool Alarmed => AlarmedAt is not null;

    public static PeekingRun Of(PeekingMetric metric, double effect, int units, ulong seed)
    {
        var random = new SplitMix64(seed);
        MeanSums control = metric.Empty, treatment = metric.Empty;
        long? alarmedAt = null;
        bool exact = false, peeked = false;
        for (var unit = 1; unit <= units; unit++)
        {
            if (random.NextUInt64() >> 63 == 0)
                control = control.Add(metric.Draw(ref random, 0));
            else
                treatment = treatment.Add(metric.Draw(ref random, effect));
            if (alarmedAt is null && Alarms(metric, control, treatment))
                alarmedAt = unit;
            exact = exact || (metric.IsRate && LogEvidence(control, treatment) >= -Math.Log(Alpha));
            peeked = peeked || Fixed(control, treatment).Beyond;
        }
        var (beyond, width) = Fixed(control, treatment);
        return new(alarmedAt, exact, peeked, beyond, WidthOf(metric, control, treatment), metric.IsRate ? ExactWidthOf(control, treatment) : double.NaN, width);
    }

    private static bool Alarms(PeekingMetric metric, in MeanSums control, in MeanSums treatment)
    {
        if (metric.IsRate)
            return RateLift.LeavesZeroOut(control, treatment, Alpha, TunedUnits);
        var moments = EffectMoments.Difference(control.Moments, treatment.Moments);
        return moments.Units >= LeastUnits && !moments.IsDegenerate && Math.Abs(moments.Effect) > Sequence.HalfWidth(moments.StandardError, moments.Units);
    }

    private static (bool Beyond, double Width) Fixed(in MeanSums control, in MeanSums treatment)
    {
        var moments = EffectMoments.Difference(control.Moments, treatment.Moments);
        return (!moments.IsDegenerate && Math.Abs(moments.Effect) >= Critical * moments.StandardError, 2 * Critical * moments.StandardError);
    }

    private static double WidthOf(PeekingMetric metric, in MeanSums control, in MeanSums treatment)
    {
        if (metric.IsRate)
            return RateLift.Of(control, treatment, Alpha, TunedUnits) is var lift ? lift.High - lift.Low : double.NaN;
        var moments = EffectMoments.Difference(control.Moments, treatment.Moments);
        return 2 * Sequence.HalfWidth(moments.StandardError, moments.Units);
    }

    private static double ExactWidthOf(in MeanSums control, in MeanSums treatment)
    {
        var exact = RateDifferenceSequence.Of((long)control.Sum, control.N, (long)treatment.Sum, treatment.N, Alpha);
        return exact.High - exact.Low;
    }

    private static double LogEvidence(in MeanSums control, in MeanSums treatment) =>
        RateDifferenceSequence.LogEvidence((long)control.Sum, control.N, (long)treatment.Sum, treatment.N);
}
