namespace ConvoStudio.Engine.Experiments;

/// <summary>A limit that an arm must not pass, tested one-sided at every look: P(an arm at or inside the limit is ever called breached) ≤ Alpha.</summary>
/// <param name="Direction">Which way does harm.</param>
/// <param name="Basis">What the limit is measured from.</param>
/// <param name="Limit">Margin against control (0 or more), or the value itself; in the metric's unit.</param>
/// <param name="Alpha">Error rate over all looks, below ½; divide it by the number of arms and guardrails that are watched together.</param>
/// <param name="TunedUnits">Of a mean: units at which the bound is tightest.</param>
/// <param name="LeastUnits">Units of each arm before which nothing is said. Rates are exact from the first; means need enough for the normal approximation.</param>
/// <remarks>Rates by exact sequences (RateConfidenceSequence, RateDifferenceSequence), means by AsymptoticConfidenceSequence, one-sided. Non-inferiority by a margin:
/// Wellek, Testing Statistical Hypotheses of Equivalence and Noninferiority, 2010.</remarks>
public sealed record Guardrail(
    GuardrailDirection Direction, GuardrailBasis Basis, double Limit, double Alpha = 0.05, double TunedUnits = 5000, long LeastUnits = 20)
{
    /// <summary>Share of the limit from which on an arm counts as close.</summary>
    public const double CloseShare = 0.6;

    /// <summary>Reads one arm.</summary>
    /// <param name="control">Sums of control; not looked at with an absolute limit.</param>
    /// <param name="arm">Sums of the arm, of the same kind: a rate when both are proportions.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit, the error rate or a count is out of range.</exception>
    public GuardrailReading Read(in MeanSums control, in MeanSums arm)
    {
        Check();
        var against = Basis == GuardrailBasis.Control;
        var fewest = against ? Math.Min(control.N, arm.N) : arm.N;
        if (fewest == 0)
            return new(GuardrailState.TooEarly, double.NaN, double.NegativeInfinity, double.PositiveInfinity, double.NaN, double.NaN, false);
        var estimate = against ? arm.Mean - control.Mean : arm.Mean;
        double low = Bound(control, arm, Alternative.Greater), high = Bound(control, arm, Alternative.Lesser);
        // Beyond the limit is up for harm by more, down for harm by less.
        double sign = Direction == GuardrailDirection.HigherIsWorse ? 1 : -1, limit = against ? sign * Limit : Limit;
        bool breached = sign > 0 ? low > limit : high < limit, cleared = sign > 0 ? high <= limit : low >= limit;
        var used = Share(estimate, sign);
        var state = fewest < LeastUnits ? GuardrailState.TooEarly
            : breached ? GuardrailState.Breached
            : used >= CloseShare ? GuardrailState.Close : GuardrailState.Fine;
        return new(state, estimate, low, high, used, sign * (limit - estimate), cleared && fewest >= LeastUnits);
    }

    // A floor of 2 % is used up by 60 % at 3.3 %: limit over estimate. A margin of 0 is used up by any harm.
    private double Share(double estimate, double sign)
    {
        if (Basis == GuardrailBasis.Control)
            return Limit > 0 ? sign * estimate / Limit : sign * estimate > 0 ? double.PositiveInfinity : 0;
        if (!(Limit > 0) || estimate < 0)
            return double.NaN;
        return sign > 0 ? estimate / Limit : Limit / estimate;
    }

    private double Bound(in MeanSums control, in MeanSums arm, Alternative side)
    {
        if (Basis == GuardrailBasis.Absolute)
        {
            if (!arm.IsProportion)
                return OfMean(new(arm.Mean, Math.Sqrt(Math.Max(0, arm.Variance) / arm.N), arm.N - 1, arm.N, 0), side);
            var rate = RateConfidenceSequence.Of((long)arm.Sum, arm.N, Alpha, side);
            return side == Alternative.Greater ? rate.Low : rate.High;
        }
        if (!arm.IsProportion || !control.IsProportion)
            return OfMean(EffectMoments.Difference(control.Moments, arm.Moments), side);
        var difference = RateDifferenceSequence.Of((long)control.Sum, control.N, (long)arm.Sum, arm.N, Alpha, side);
        return side == Alternative.Greater ? difference.Low : difference.High;
    }

    private double OfMean(in EffectMoments moments, Alternative side)
    {
        var infinite = side == Alternative.Greater ? double.NegativeInfinity : double.PositiveInfinity;
        if (moments.IsDegenerate)
            return infinite;
        var half = new AsymptoticConfidenceSequence(Alpha, TunedUnits).HalfWidth(moments.StandardError, moments.Units, side);
        return side == Alternative.Greater ? moments.Effect - half : moments.Effect + half;
    }

    private void Check()
    {
        Levels.CheckAlpha(2 * Alpha);
        Levels.CheckPositive(TunedUnits, nameof(TunedUnits));
        if (!double.IsFinite(Limit) || (Basis == GuardrailBasis.Control && Limit < 0))
            throw new ArgumentOutOfRangeException(nameof(Limit), Limit, "A limit must be a number; a margin against control 0 or more.");
    }
}
