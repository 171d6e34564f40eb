namespace ConvoStudio.Engine.Numerics;

/// <summary>The leading factors of incomplete beta and gamma functions without differences of large logarithms.</summary>
/// <remarks>Source: Loader, "Fast and accurate computation of binomial probabilities", 2000. Own code: as differences of log-gammas, which is
/// what the library does, ten thousand counts already cost four digits and a million six. Logarithms from the four operations, so that probabilities have the same bits everywhere.</remarks>
internal static class SaddlePoint
{
    private const double LogTwoPi = 1.8378770664093454836;

    /// <summary>ln Γ(n + 1) − (½ ln(2πn) + n ln n − n), n more than 0.</summary>
    public static double StirlingError(double n)
    {
        if (n < 16)
            return StirlingErrorBelow16(n);
        var square = n * n;
        return ((1 / 12.0) - (((1 / 360.0) - (((1 / 1260.0) - (((1 / 1680.0) - (1 / 1188.0 / square)) / square)) / square)) / square)) / n;
    }

    /// <summary>From that of n + 16, by ln Γ(n + 1) = ln Γ(n + 17) − Σ ln(n + j).</summary>
    private static double StirlingErrorBelow16(double n)
    {
        var above = n + 16;
        // The product of sixteen factors below 32 is far from overflow; one logarithm instead of sixteen.
        var product = 1.0;
        for (var j = 1; j <= 16; j++)
            product *= n + j;
        return StirlingError(above) + ((above + 0.5) * PortableMath.Log(above)) - 16 - PortableMath.Log(product) - ((n + 0.5) * PortableMath.Log(n));
    }

    /// <summary>x ln(x/m) + m − x, the deviance of a Poisson count x of mean m, without cancellation near x = m.</summary>
    public static double Deviance(double x, double m)
    {
        if (Math.Abs(x - m) >= 0.1 * (x + m))
            return x == 0 ? m : (x * PortableMath.Log(x / m)) + m - x;
        var v = (x - m) / (x + m);
        var sum = (x - m) * v;
        var term = 2 * x * v;
        for (var j = 1; j < 1000; j++)
        {
            term *= v * v;
            var next = sum + (term / ((2 * j) + 1));
            if (next == sum)
                break;
            sum = next;
        }
        return sum;
    }

    /// <summary>ln of xᵃ yᵇ / B(a, b), where y = 1 − x.</summary>
    public static double LogBetaPower(double a, double b, double x, double y)
    {
        var n = a + b;
        return StirlingError(n) - StirlingError(a) - StirlingError(b) - Deviance(a, n * x) - Deviance(b, n * y)
            + (0.5 * (PortableMath.Log(a) + PortableMath.Log(b / n) - LogTwoPi));
    }

    /// <summary>ln of xᵃ e⁻ˣ / Γ(a).</summary>
    public static double LogGammaPower(double a, double x) => (0.5 * (PortableMath.Log(a) - LogTwoPi)) - StirlingError(a) - Deviance(a, x);
}
