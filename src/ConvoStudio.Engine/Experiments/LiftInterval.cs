namespace ConvoStudio.Engine.Experiments;

/// <summary>Treatment less control, with an interval that holds at every look at once.</summary>
/// <param name="Estimate">In the metric's unit; NaN when an arm has no units.</param>
/// <param name="Low">Lower end; −∞ (−1 for a rate) while nothing can be said.</param>
/// <param name="High">Upper end.</param>
/// <param name="PValue">Of "no difference", two-sided, valid at this look without correction for the earlier ones.</param>
public readonly record struct LiftInterval(double Estimate, double Low, double High, double PValue)
{
    /// <summary>True when "no difference" lies inside.</summary>
    public bool HoldsZero => Low <= 0 && High >= 0;

    /// <summary>Of two arms after a fixed split: rates as <see cref="RateLift"/>, means as <see cref="AsymptoticConfidenceSequence"/> from
    /// <see cref="LeastMeanUnits"/> units of each.</summary>
    /// <param name="control">Sums of control.</param>
    /// <param name="treatment">Sums of the treatment; of the same kind.</param>
    /// <param name="alpha">Error rate over all looks together, in (0, 1).</param>
    public static LiftInterval Of(in MeanSums control, in MeanSums treatment, double alpha)
    {
        if (control.IsProportion && treatment.IsProportion)
            return Of(RateLift.Of(control, treatment, alpha));
        if (control.N == 0 || treatment.N == 0)
            return new(double.NaN, double.NegativeInfinity, double.PositiveInfinity, 1);
        var moments = EffectMoments.Difference(control.Moments, treatment.Moments);
        var test = Math.Min(control.N, treatment.N) < LeastMeanUnits || moments.IsDegenerate ? Unsaid(moments.Effect) : new AsymptoticConfidenceSequence(alpha).Of(moments);
        return new(treatment.Mean - control.Mean, test.Low, test.High, test.PValue);
    }

    /// <summary>Of two arms after shares moved.</summary>
    /// <param name="effect">See <see cref="AdaptiveEffects.EffectOf"/>.</param>
    public static LiftInterval Of(in EffectTest effect) => new(double.IsFinite(effect.Low) ? effect.Effect : double.NaN, effect.Low, effect.High, effect.PValue);

    /// <summary>Of two rates.</summary>
    /// <param name="difference">With its interval.</param>
    public static LiftInterval Of(in RateDifferenceSequence difference) => new(difference.Estimate, difference.Low, difference.High, difference.PValue);

    /// <summary>Units of each arm before which nothing is said of a difference of means.</summary>
    public const long LeastMeanUnits = 30;

    private static EffectTest Unsaid(double effect) => new(effect, 0, double.NegativeInfinity, double.PositiveInfinity, 1);
}
