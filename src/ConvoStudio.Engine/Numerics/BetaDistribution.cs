namespace ConvoStudio.Engine.Numerics;

/// <summary>The beta distribution of a share.</summary>
/// <param name="Alpha">First parameter, more than 0: successes plus those of the prior.</param>
/// <param name="Beta">Second parameter, more than 0: failures plus those of the prior.</param>
public readonly record struct BetaDistribution(double Alpha, double Beta)
{
    /// <summary>α/(α + β).</summary>
    public double Mean => Alpha / (Alpha + Beta);

    /// <summary>The posterior after counting.</summary>
    /// <param name="successes">0 to <paramref name="n"/>.</param>
    /// <param name="n">Trials.</param>
    public BetaDistribution After(double successes, double n) => new(Alpha + successes, Beta + (n - successes));

    /// <summary>P(X ≤ x).</summary>
    public double Cdf(double x) => Tails(x, 1 - x).Lower;

    /// <summary>P(X &gt; x), with its own digits.</summary>
    public double Survival(double x) => Tails(x, 1 - x).Upper;

    /// <summary>The x with P(X ≤ x) = <paramref name="p"/>.</summary>
    /// <param name="p">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a probability, or a parameter is not positive.</exception>
    public double Quantile(double p)
    {
        if (p is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies in [0, 1].");
        return Quantile(p, 1 - p).X;
    }

    /// <summary>The x with P(X &gt; x) = <paramref name="upper"/>, for upper tails below the digits of 1 − p.</summary>
    /// <param name="upper">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a probability, or a parameter is not positive.</exception>
    public double UpperQuantile(double upper)
    {
        if (upper is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(upper), upper, "A probability lies in [0, 1].");
        return Quantile(1 - upper, upper).X;
    }

    internal (double Lower, double Upper) Tails(double x, double y)
    {
        Check();
        return IncompleteBeta.Tails(Alpha, Beta, x, y);
    }

    // Newton on the logarithm of the smaller tail as a function of u = ln(x/(1 − x)): a log-concave density has log-concave tails, so the
    // steps cannot cycle, and u has digits for shares near 0 and near 1. Own code: the library's quantile stops at 1e-8.
    internal (double X, double Y) Quantile(double lower, double upper)
    {
        Check();
        if (lower <= 0)
            return (0, 1);
        if (upper <= 0)
            return (1, 0);
        var useLower = lower <= upper;
        var target = Math.Log(useLower ? lower : upper);
        var u = Math.Log(Alpha / Beta);
        for (var i = 0; i < 200; i++)
        {
            var (x, y) = Logistic(u);
            var tails = IncompleteBeta.Tails(Alpha, Beta, x, y);
            var tail = useLower ? tails.Lower : tails.Upper;
            var density = Math.Exp(SaddlePoint.LogBetaPower(Alpha, Beta, x, y));
            var step = tail > 0 && density > 0 ? (Math.Log(tail) - target) * tail / density : -1;
            // A tail that underflowed says only the direction: back towards the mass.
            step = useLower ? Math.Clamp(step, -20, 20) : -Math.Clamp(step, -20, 20);
            u = Math.Clamp(u - step, -745, 745);
            if (Math.Abs(step) <= 1e-15 * Math.Max(1, Math.Abs(u)))
                break;
        }
        return Logistic(u);
    }

    internal static (double X, double Y) Logistic(double u)
    {
        var small = Math.Exp(-Math.Abs(u));
        return u < 0 ? (small / (1 + small), 1 / (1 + small)) : (1 / (1 + small), small / (1 + small));
    }

    private void Check()
    {
        if (Alpha is not (> 0 and < double.PositiveInfinity) || Beta is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(Alpha), $"Beta({Alpha}, {Beta}) needs two positive parameters.");
    }
}
