namespace ConvoStudio.Engine.Numerics;

/// <summary>The noncentral t distribution: (Z + δ)/√(χ²/ν). It gives the power of a t test.</summary>
/// <remarks>P(T ≤ t) = E[Φ(t·S − δ)] with S = √(χ²/ν), by Gauss–Legendre over the range where S has mass; absolute error about 1e-13.
/// Source: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2, chapter 31. The library has no noncentral t.</remarks>
public static class NoncentralT
{
    private const int Panels = 40;

    /// <summary>P(T ≤ t).</summary>
    /// <param name="t">Any number.</param>
    /// <param name="degreesOfFreedom">More than 0.</param>
    /// <param name="noncentrality">δ, any number.</param>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom are not positive.</exception>
    public static double Cdf(double t, double degreesOfFreedom, double noncentrality) => Average(t, degreesOfFreedom, noncentrality, 1);

    /// <summary>P(T &gt; t).</summary>
    /// <param name="t">Any number.</param>
    /// <param name="degreesOfFreedom">More than 0.</param>
    /// <param name="noncentrality">δ, any number.</param>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom are not positive.</exception>
    public static double Survival(double t, double degreesOfFreedom, double noncentrality) => Average(t, degreesOfFreedom, noncentrality, -1);

    private static double Average(double t, double degreesOfFreedom, double noncentrality, int sign)
    {
        if (degreesOfFreedom is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "Degrees of freedom must be positive.");
        var half = degreesOfFreedom / 2;
        var constant = Math.Log(2) + (0.5 * Math.Log(half / (2 * Math.PI))) - SaddlePoint.StirlingError(half);
        var reach = 12 / Math.Sqrt(2 * degreesOfFreedom);
        var from = Math.Max(0, 1 - reach);
        var panel = (1 + reach - from) / Panels;
        var sum = 0.0;
        for (var i = 0; i < Panels; i++)
        {
            for (var k = 0; k < GaussLegendre.Count; k++)
            {
                var s = from + (panel * (i + GaussLegendre.Nodes[k]));
                var log = constant + (half * (1 - (s * s) + (2 * Math.Log(s)))) - Math.Log(s);
                sum += GaussLegendre.Weights[k] * Math.Exp(log) * StandardNormal.Cdf(sign * ((t * s) - noncentrality));
            }
        }
        return Math.Min(1, sum * panel);
    }
}
