using MathNet.Numerics;

namespace ConvoStudio.Engine.Numerics;

/// <summary>The normal distribution with mean 0 and variance 1. Both tails are computed directly, never as 1 − the other.</summary>
/// <remarks>The error function and its inverse are the library's (Boost's rational approximations): relative error below 1e-13 down to 1e-300.</remarks>
public static class StandardNormal
{
    private const double InverseSqrtTwoPi = 0.39894228040143267794;

    // From here on the difference φ(z) − zΦ(−z) would lose digits that the continued fraction keeps.
    private const double FarTail = 2.5;

    /// <summary>Density φ(z).</summary>
    public static double Density(double z) => InverseSqrtTwoPi * Math.Exp(-0.5 * z * z);

    /// <summary>P(Z ≤ z).</summary>
    public static double Cdf(double z) => 0.5 * SpecialFunctions.Erfc(-z / Constants.Sqrt2);

    /// <summary>P(Z &gt; z), exact in relative terms far in the tail.</summary>
    public static double Survival(double z) => 0.5 * SpecialFunctions.Erfc(z / Constants.Sqrt2);

    /// <summary>The z with P(Z ≤ z) = <paramref name="p"/>; −∞ at 0 and ∞ at 1.</summary>
    /// <param name="p">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a probability.</exception>
    public static double Quantile(double p) => -UpperQuantile(p);

    /// <summary>The z with P(Z &gt; z) = <paramref name="upper"/>: tails far below 2⁻⁵³ keep their digits.</summary>
    /// <param name="upper">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a probability.</exception>
    public static double UpperQuantile(double upper)
    {
        if (upper is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(upper), upper, "A probability lies in [0, 1].");
        return Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * upper);
    }

    /// <summary>Two-sided tail probability P(|Z| &gt; |z|).</summary>
    public static double TwoSided(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Constants.Sqrt2);

    /// <summary>E[Z − z | Z &gt; z], positive for every finite z and about 1/z far out.</summary>
    /// <remarks>Far out by the continued fraction of Mills' ratio, 1/(z + 2/(z + 3/(z + …))). Source: Abramowitz and Stegun 26.2.14.</remarks>
    public static double MeanExcess(double z)
    {
        if (z < FarTail)
            return (Density(z) / Survival(z)) - z;
        var tail = z;
        for (var k = z > 12 ? 40 : 300; k >= 2; k--)
            tail = z + (k / tail);
        return 1 / tail;
    }

    /// <summary>E[max(Z − z, 0)] = φ(z) − zΦ(−z).</summary>
    public static double LossAbove(double z) =>
        z < FarTail ? Density(z) - (z * Survival(z)) : Survival(z) * MeanExcess(z);
}
