namespace ConvoStudio.Engine.Numerics;

/// <summary>Regularized incomplete gamma function, both tails.</summary>
/// <remarks>Series below a + 1, continued fraction above. Source: Press et al., Numerical Recipes 6.2. Own code for the same reason as IncompleteBeta.</remarks>
internal static class IncompleteGamma
{
    private const int MostSteps = 200_000;

    /// <summary>P(a, x) and Q(a, x), each with its own digits.</summary>
    /// <param name="a">More than 0.</param>
    /// <param name="x">0 or more.</param>
    public static (double Lower, double Upper) Tails(double a, double x)
    {
        if (x <= 0)
            return (0, 1);
        if (double.IsPositiveInfinity(x))
            return (1, 0);
        var power = Math.Exp(SaddlePoint.LogGammaPower(a, x));
        if (x < a + 1)
        {
            var lower = Math.Min(1, power * Series(a, x));
            return (lower, 1 - lower);
        }
        var upper = Math.Min(1, power * Fraction(a, x));
        return (1 - upper, upper);
    }

    private static double Series(double a, double x)
    {
        var term = 1 / a;
        var sum = term;
        for (var n = 1; n < MostSteps; n++)
        {
            term *= x / (a + n);
            sum += term;
            if (term < sum * 1e-17)
                break;
        }
        return sum;
    }

    private static double Fraction(double a, double x)
    {
        var b = x + 1 - a;
        var c = 1e300;
        var d = 1 / b;
        var result = d;
        for (var n = 1; n < MostSteps; n++)
        {
            var numerator = -n * (n - a);
            b += 2;
            d = 1 / Away((numerator * d) + b);
            c = Away(b + (numerator / c));
            var step = d * c;
            result *= step;
            if (Math.Abs(step - 1) < 1e-16)
                break;
        }
        return result;
    }

    private static double Away(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;
}
