namespace ConvoStudio.Engine.Experiments;

/// <summary>Intervals that hold at every look at once, for effects whose estimate is near enough to normal.</summary>
/// <remarks>Asymptotic: valid from the number of units where the normal approximation is, so the caller states one (see <see cref="LeastUnits"/>);
/// before it the interval is the whole line. For rates use RateDifferenceSequence, which is exact from the first unit.
/// Source: Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, Annals of Statistics 52, 2024, theorem 2.2, and its one-sided form.</remarks>
/// <param name="Alpha">Error rate over all looks together, in (0, 1); one-sided below ½.</param>
/// <param name="TunedUnits">N*, the number of units of both arms at which the interval is narrowest; more than 0.</param>
/// <param name="LeastUnits">Units of both arms before which nothing is said.</param>
public sealed record AsymptoticConfidenceSequence(double Alpha = 0.05, double TunedUnits = 5000, long LeastUnits = 0)
{
    private const double LeastAlpha = 1e-5;
    private const double MostAlpha = 0.4999;

    /// <summary>ρ = √((−2 ln a + ln(1 − 2 ln a))/N*), a = α two-sided and 2α one-sided.</summary>
    public double Rho(Alternative alternative = Alternative.TwoSided)
    {
        Check(alternative);
        var log = -2 * Math.Log(alternative == Alternative.TwoSided ? Alpha : 2 * Alpha);
        return Math.Sqrt((log + Math.Log(1 + log)) / TunedUnits);
    }

    /// <summary>Half the width of the interval.</summary>
    /// <param name="standardError">Of the effect now.</param>
    /// <param name="units">N, units of both arms now; 1 or more.</param>
    /// <param name="alternative">Two- or one-sided.</param>
    /// <remarks>SE·√N·√(2(Nρ² + 1)/(Nρ)²·ln(√(Nρ² + 1)/α)); one-sided ln(1 + √(Nρ² + 1)/2α).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Alpha or the tuning is out of range.</exception>
    public double HalfWidth(double standardError, double units, Alternative alternative = Alternative.TwoSided)
    {
        var rho = Rho(alternative);
        var root = Math.Sqrt((units * rho * rho) + 1);
        var log = alternative == Alternative.TwoSided ? Math.Log(root / Alpha) : Math.Log(1 + (root / (2 * Alpha)));
        return standardError * Math.Sqrt(units) * Math.Sqrt(2 * log) * root / (units * rho);
    }

    /// <summary>Two-sided p value that holds at every look.</summary>
    /// <param name="effect">Estimate now.</param>
    /// <param name="standardError">Of the effect now, more than 0.</param>
    /// <param name="units">N, units of both arms now; 1 or more.</param>
    /// <remarks>min(1, √(Nρ² + 1)·exp(−ρ²z²N/(2(Nρ² + 1)))), z = effect/SE.</remarks>
    public double PValue(double effect, double standardError, double units)
    {
        var rho = Rho();
        var z = effect / standardError;
        var square = (units * rho * rho) + 1;
        return Math.Min(1, Math.Sqrt(square) * Math.Exp(-rho * rho * z * z * units / (2 * square)));
    }

    /// <summary>Interval and p value now.</summary>
    /// <param name="moments">The effect.</param>
    /// <param name="alternative">What is looked for.</param>
    /// <exception cref="ArgumentOutOfRangeException">Alpha or the tuning is out of range.</exception>
    public EffectTest Of(in EffectMoments moments, Alternative alternative = Alternative.TwoSided)
    {
        Check(alternative);
        if (moments.IsDegenerate)
            return EffectTest.Uninformative;
        if (moments.Units < LeastUnits)
            return EffectTest.Around(moments, double.PositiveInfinity, 1, alternative);
        var p = alternative switch
        {
            Alternative.TwoSided => PValue(moments.Effect, moments.StandardError, moments.Units),
            Alternative.Greater => OneSidedPValue(moments.Effect, moments.StandardError, moments.Units),
            _ => OneSidedPValue(-moments.Effect, moments.StandardError, moments.Units),
        };
        return EffectTest.Around(moments, HalfWidth(moments.StandardError, moments.Units, alternative), p, alternative);
    }

    // The error rate at which the bound touches 0, with ρ held: half-width = effect solved for α, then kept to the range where the form holds.
    private double OneSidedPValue(double effect, double standardError, double units)
    {
        if (effect <= 0)
            return MostAlpha;
        var rho = Rho(Alternative.Greater);
        var square = (units * rho * rho) + 1;
        var z = effect / standardError;
        var log = z * z * units * rho * rho / (2 * square);
        return Math.Clamp(Math.Sqrt(square) / (2 * Math.Exp(Math.Min(700, log)) - 2), LeastAlpha, MostAlpha);
    }

    private void Check(Alternative alternative)
    {
        Levels.CheckAlpha(Alpha);
        if (alternative != Alternative.TwoSided)
            Levels.CheckAlpha(2 * Alpha);
        Levels.CheckPositive(TunedUnits, nameof(TunedUnits));
    }
}
