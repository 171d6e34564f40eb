namespace ConvoStudio.Engine.Numerics;

/// <summary>Regularized incomplete beta function, both tails.</summary>
/// <remarks>Continued fraction by Lentz's method on the side where it converges. Source: Press et al., Numerical Recipes 6.4, and DiDonato and Morris,
/// ACM TOMS 18, 1992. Own code: the library's loses relative precision in small tails and with large parameters (see SaddlePoint).</remarks>
internal static class IncompleteBeta
{
    private const int MostSteps = 200_000;
    private const double Tiny = 1e-300;

    /// <summary>I(a, b; x) and 1 − I, each with its own digits.</summary>
    /// <param name="a">More than 0.</param>
    /// <param name="b">More than 0.</param>
    /// <param name="x">In [0, 1].</param>
    /// <param name="y">1 − x, given apart because near 1 the difference has no digits left.</param>
    public static (double Lower, double Upper) Tails(double a, double b, double x, double y) => Tails(a, b, x, y, out _);

    /// <summary>The tails with what they are made of.</summary>
    /// <param name="a">More than 0.</param>
    /// <param name="b">More than 0.</param>
    /// <param name="x">In [0, 1].</param>
    /// <param name="y">1 − x.</param>
    /// <param name="power">xᵃ yᵇ / B(a, b), which is the density in the log odds.</param>
    public static (double Lower, double Upper) Tails(double a, double b, double x, double y, out double power)
    {
        power = 0;
        if (x <= 0)
            return (0, 1);
        if (y <= 0)
            return (1, 0);
        power = Math.Exp(SaddlePoint.LogBetaPower(a, b, x, y));
        if (x * (a + b + 2) < a + 1)
        {
            var lower = Math.Min(1, power * Fraction(a, b, x) / a);
            return (lower, 1 - lower);
        }
        var upper = Math.Min(1, power * Fraction(b, a, y) / b);
        return (1 - upper, upper);
    }

    private static double Fraction(double a, double b, double x)
    {
        var c = 1.0;
        var d = 1 / Away(1 - ((a + b) * x / (a + 1)));
        var result = d;
        for (var m = 1; m < MostSteps; m++)
        {
            var twice = 2.0 * m;
            var even = m * (b - m) * x / ((a + twice - 1) * (a + twice));
            d = 1 / Away(1 + (even * d));
            c = Away(1 + (even / c));
            result *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + twice) * (a + twice + 1));
            d = 1 / Away(1 + (odd * d));
            c = Away(1 + (odd / c));
            var step = d * c;
            result *= step;
            if (Math.Abs(step - 1) < 1e-16)
                break;
        }
        return result;
    }

    private static double Away(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
