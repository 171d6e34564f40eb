namespace ConvoStudio.Engine.Numerics;

/// <summary>The chi-square distribution.</summary>
public static class ChiSquare
{
    /// <summary>P(X ≤ x).</summary>
    /// <param name="x">Below 0 gives 0.</param>
    /// <param name="degreesOfFreedom">More than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom are not positive.</exception>
    public static double Cdf(double x, double degreesOfFreedom) => Tails(x, degreesOfFreedom).Lower;

    /// <summary>P(X &gt; x), with its own digits far in the tail.</summary>
    /// <param name="x">Below 0 gives 1.</param>
    /// <param name="degreesOfFreedom">More than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom are not positive.</exception>
    public static double Survival(double x, double degreesOfFreedom) => Tails(x, degreesOfFreedom).Upper;

    /// <summary>The x with P(X ≤ x) = <paramref name="p"/>.</summary>
    /// <param name="p">In [0, 1].</param>
    /// <param name="degreesOfFreedom">More than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a probability, or degrees of freedom are not positive.</exception>
    /// <remarks>Newton on the logarithm of the smaller tail as a function of ln x, as in BetaDistribution. Own code: the library's quantile stops at 1e-8.</remarks>
    public static double Quantile(double p, double degreesOfFreedom)
    {
        Check(degreesOfFreedom);
        if (p is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies in [0, 1].");
        if (p == 0)
            return 0;
        if (p == 1)
            return double.PositiveInfinity;
        var shape = degreesOfFreedom / 2;
        var useLower = p <= 0.5;
        var target = Math.Log(useLower ? p : 1 - p);
        var v = Math.Log(shape);
        for (var i = 0; i < 200; i++)
        {
            var x = Math.Exp(v);
            var tails = IncompleteGamma.Tails(shape, x);
            var tail = useLower ? tails.Lower : tails.Upper;
            var density = Math.Exp(SaddlePoint.LogGammaPower(shape, x));
            var step = tail > 0 && density > 0 ? (Math.Log(tail) - target) * tail / density : -1;
            step = useLower ? Math.Clamp(step, -20, 20) : -Math.Clamp(step, -1, 1);
            v = Math.Clamp(v - step, -745, 709);
            if (Math.Abs(step) <= 1e-15 * Math.Max(1, Math.Abs(v)))
                break;
        }
        return 2 * Math.Exp(v);
    }

    private static (double Lower, double Upper) Tails(double x, double degreesOfFreedom)
    {
        Check(degreesOfFreedom);
        return IncompleteGamma.Tails(degreesOfFreedom / 2, x / 2);
    }

    private static void Check(double degreesOfFreedom)
    {
        if (degreesOfFreedom is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "Degrees of freedom must be positive.");
    }
}
