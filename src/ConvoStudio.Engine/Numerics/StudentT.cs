namespace ConvoStudio.Engine.Numerics;

/// <summary>Student's t distribution, degrees of freedom any positive number.</summary>
/// <remarks>P(T &gt; t) = ½ I(ν/2, ½; ν/(ν + t²)) for t ≥ 0. Own code: the library's loses the digits of small t and of far tails.</remarks>
public static class StudentT
{
    /// <summary>P(T &gt; t), with its own digits far in the tail.</summary>
    /// <param name="t">Any number.</param>
    /// <param name="degreesOfFreedom">More than 0; ∞ is the normal distribution.</param>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom are not positive.</exception>
    public static double Survival(double t, double degreesOfFreedom)
    {
        Check(degreesOfFreedom);
        if (double.IsNaN(t))
            return double.NaN;
        if (double.IsPositiveInfinity(degreesOfFreedom))
            return StandardNormal.Survival(t);
        var (x, y) = Share(t, degreesOfFreedom);
        var tail = 0.5 * IncompleteBeta.Tails(degreesOfFreedom / 2, 0.5, x, y).Lower;
        return t >= 0 ? tail : 1 - tail;
    }

    /// <summary>P(|T| &gt; |t|).</summary>
    /// <param name="t">Any number.</param>
    /// <param name="degreesOfFreedom">More than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom are not positive.</exception>
    public static double TwoSided(double t, double degreesOfFreedom) => 2 * Survival(Math.Abs(t), degreesOfFreedom);

    /// <summary>The t with P(T ≤ t) = <paramref name="p"/>.</summary>
    /// <param name="p">In [0, 1].</param>
    /// <param name="degreesOfFreedom">More than 0; ∞ is the normal distribution.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a probability, or degrees of freedom are not positive.</exception>
    public static double Quantile(double p, double degreesOfFreedom)
    {
        if (p is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies in [0, 1].");
        return -UpperQuantile(p, degreesOfFreedom);
    }

    /// <summary>The t with P(T &gt; t) = <paramref name="upper"/>.</summary>
    /// <param name="upper">In [0, 1].</param>
    /// <param name="degreesOfFreedom">More than 0; ∞ is the normal distribution.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a probability, or degrees of freedom are not positive.</exception>
    public static double UpperQuantile(double upper, double degreesOfFreedom)
    {
        Check(degreesOfFreedom);
        if (upper is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(upper), upper, "A probability lies in [0, 1].");
        if (double.IsPositiveInfinity(degreesOfFreedom))
            return StandardNormal.UpperQuantile(upper);
        if (upper == 0)
            return double.PositiveInfinity;
        if (upper > 0.5)
            return -UpperQuantile(1 - upper, degreesOfFreedom);
        // 1 − 2·upper has no rounding near ½ (Sterbenz), which is where it is the smaller tail.
        var (x, y) = new BetaDistribution(degreesOfFreedom / 2, 0.5).Quantile(2 * upper, 1 - (2 * upper));
        return Math.Sqrt(degreesOfFreedom) * Math.Sqrt(y / x);
    }

    private static (double X, double Y) Share(double t, double degreesOfFreedom)
    {
        // Whichever of t² and ν is larger divides, so that neither overflows.
        var ratio = t / Math.Sqrt(degreesOfFreedom);
        var square = ratio * ratio;
        if (square < 1)
            return (1 / (1 + square), square / (1 + square));
        var inverse = 1 / ratio * (1 / ratio);
        return (inverse / (1 + inverse), 1 / (1 + inverse));
    }

    private static void Check(double degreesOfFreedom)
    {
        if (!(degreesOfFreedom > 0))
            throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "Degrees of freedom must be positive.");
    }
}
