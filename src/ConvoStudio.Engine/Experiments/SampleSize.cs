using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>Units needed for one look at fixed size. Not rounded up: the caller rounds, always upwards.</summary>
/// <remarks>Both tails count in a two-sided power. Sources: Cohen, Statistical Power Analysis for the Behavioral Sciences, 1988, chapters 2 and 6;
/// Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 4.2.</remarks>
public static class SampleSize
{
    /// <summary>Power of the normal test of a standardized effect.</summary>
    /// <param name="effectSize">Difference in standard deviations of one unit.</param>
    /// <param name="perArm">Units of the first arm.</param>
    /// <param name="alpha">Error rate, in (0, 1).</param>
    /// <param name="ratio">Units of the second arm as a multiple of the first.</param>
    /// <param name="alternative">What is looked for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static double PowerOfNormal(
        double effectSize, double perArm, double alpha = 0.05, double ratio = 1, Alternative alternative = Alternative.TwoSided)
    {
        Check(effectSize, 0.5, alpha, ratio);
        var shift = effectSize * Math.Sqrt(perArm * ratio / (1 + ratio));
        var z = StandardNormal.UpperQuantile(alternative == Alternative.TwoSided ? alpha / 2 : alpha);
        return alternative switch
        {
            Alternative.Greater => StandardNormal.Survival(z - shift),
            Alternative.Lesser => StandardNormal.Cdf(-z - shift),
            _ => StandardNormal.Survival(z - shift) + StandardNormal.Cdf(-z - shift),
        };
    }

    /// <summary>Power of the two-sided or one-sided t test of a standardized effect, by the noncentral t.</summary>
    /// <param name="effectSize">Cohen's d.</param>
    /// <param name="first">Units of the first arm, more than 1.</param>
    /// <param name="alpha">Error rate, in (0, 1).</param>
    /// <param name="ratio">Units of the second arm as a multiple of the first.</param>
    /// <param name="alternative">What is looked for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static double PowerOfT(
        double effectSize, double first, double alpha = 0.05, double ratio = 1, Alternative alternative = Alternative.TwoSided)
    {
        Check(effectSize, 0.5, alpha, ratio);
        var df = (first * (1 + ratio)) - 2;
        var shift = effectSize * Math.Sqrt(first * ratio / (1 + ratio));
        var t = StudentT.UpperQuantile(alternative == Alternative.TwoSided ? alpha / 2 : alpha, df);
        return alternative switch
        {
            Alternative.Greater => NoncentralT.Survival(t, df, shift),
            Alternative.Lesser => NoncentralT.Cdf(-t, df, shift),
            _ => NoncentralT.Survival(t, df, shift) + NoncentralT.Cdf(-t, df, shift),
        };
    }

    /// <summary>Units of the first arm for the normal test.</summary>
    /// <param name="effectSize">Difference in standard deviations of one unit.</param>
    /// <param name="power">Wanted, in (0, 1).</param>
    /// <param name="alpha">Error rate, in (0, 1).</param>
    /// <param name="ratio">Units of the second arm as a multiple of the first.</param>
    /// <param name="alternative">What is looked for.</param>
    /// <returns>∞ when the effect is 0 or on the wrong side.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static double OfNormal(
        double effectSize, double power = 0.8, double alpha = 0.05, double ratio = 1, Alternative alternative = Alternative.TwoSided)
    {
        Check(effectSize, power, alpha, ratio);
        return Attainable(effectSize, alternative)
            ? Bisection.RootAbove(0, 1, n => PowerOfNormal(effectSize, n, alpha, ratio, alternative) - power)
            : double.PositiveInfinity;
    }

    /// <summary>Units of the first arm for the t test.</summary>
    /// <param name="effectSize">Cohen's d.</param>
    /// <param name="power">Wanted, in (0, 1).</param>
    /// <param name="alpha">Error rate, in (0, 1).</param>
    /// <param name="ratio">Units of the second arm as a multiple of the first.</param>
    /// <param name="alternative">What is looked for.</param>
    /// <returns>∞ when the effect is 0 or on the wrong side.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static double OfMeans(
        double effectSize, double power = 0.8, double alpha = 0.05, double ratio = 1, Alternative alternative = Alternative.TwoSided)
    {
        Check(effectSize, power, alpha, ratio);
        if (!Attainable(effectSize, alternative))
            return double.PositiveInfinity;
        // A t test needs a degree of freedom: n(1 + ratio) > 2.
        var least = 2.0001 / (1 + ratio);
        return Bisection.RootAbove(least, Math.Max(2, 2 * least), n => PowerOfT(effectSize, n, alpha, ratio, alternative) - power);
    }

    /// <summary>Cohen's h, 2 asin √p₁ − 2 asin √p₀: a difference of rates on the scale where its variance is constant.</summary>
    /// <param name="control">In [0, 1].</param>
    /// <param name="treatment">In [0, 1].</param>
    public static double CohenH(double control, double treatment) => 2 * (Math.Asin(Math.Sqrt(treatment)) - Math.Asin(Math.Sqrt(control)));

    /// <summary>Units of each arm for two rates, by the variances under both hypotheses.</summary>
    /// <param name="control">In (0, 1).</param>
    /// <param name="treatment">In (0, 1).</param>
    /// <param name="power">Wanted, in (0, 1).</param>
    /// <param name="alpha">Error rate, in (0, 1).</param>
    /// <param name="alternative">What is looked for.</param>
    /// <remarks>(z_α √(2p̄q̄) + z_β √(p₀q₀ + p₁q₁))²/(p₁ − p₀)².</remarks>
    /// <returns>∞ when the rates are equal or the treatment's is on the wrong side.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static double OfRates(
        double control, double treatment, double power = 0.8, double alpha = 0.05, Alternative alternative = Alternative.TwoSided)
    {
        var difference = treatment - control;
        Check(difference, power, alpha, 1);
        if (!Attainable(difference, alternative))
            return double.PositiveInfinity;
        var pooled = (control + treatment) / 2;
        var root = (StandardNormal.UpperQuantile(alternative == Alternative.TwoSided ? alpha / 2 : alpha) * Math.Sqrt(2 * pooled * (1 - pooled)))
            + (StandardNormal.Quantile(power) * Math.Sqrt((control * (1 - control)) + (treatment * (1 - treatment))));
        return root * root / (difference * difference);
    }

    private static bool Attainable(double effect, Alternative alternative) => alternative switch
    {
        Alternative.Greater => effect > 0,
        Alternative.Lesser => effect < 0,
        _ => effect != 0,
    };

    private static void Check(double effect, double power, double alpha, double ratio)
    {
        Levels.CheckAlpha(alpha);
        if (!double.IsFinite(effect))
            throw new ArgumentOutOfRangeException(nameof(effect), effect, "The effect must be finite.");
        if (power is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(power), power, "The power must lie between 0 and 1.");
        if (ratio is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "The ratio of the arms must be positive.");
    }
}
