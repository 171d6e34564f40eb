using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>Evidence against each value of a rate, from counts alone and valid at every look from the first unit on.</summary>
/// <remarks>E(p) = ∫ L(q) dBeta(q) / L(p): a mixture of likelihood ratios, a martingale with mean 1 when p is the truth, so P(E(p) ever reaches 1/α) ≤ α
/// by Ville's inequality, whatever decides when to look or which arm comes next. Sources: Robbins, Annals of Mathematical Statistics 41, 1970;
/// Howard, Ramdas, McAuliffe and Sekhon, Annals of Statistics 49, 2021.</remarks>
internal readonly struct RateMixture
{
    // The Jeffreys prior loses at most ½ ln n + ½ ln(π/2) + O(1/n) to the best rate in hindsight. Krichevsky and Trofimov, 1981.
    public const double Prior = 0.5;

    private readonly double _successes;
    private readonly double _failures;
    private readonly double _logMixture;

    public RateMixture(long successes, long n)
    {
        Levels.CheckCounts(successes, n);
        (_successes, _failures) = (successes, n - successes);
        _logMixture = LogMixture(_successes, _failures);
    }

    public double Trials => _successes + _failures;

    /// <summary>ln E(p).</summary>
    public double LogEvidence(double p) => _logMixture - LogLikelihood(_successes, _failures, p);

    /// <summary>The p where the slope of ln E is −λ, that is the most a rate can fall at this price.</summary>
    public double Lower(double price) => Balance(_successes, Trials, price);

    /// <summary>The p where the slope of ln E is λ.</summary>
    public double Upper(double price) => 1 - Balance(_failures, Trials, price);

    public static double LogLikelihood(double successes, double failures, double p) =>
        (successes == 0 ? 0 : successes * Math.Log(p)) + (failures == 0 ? 0 : failures * Math.Log(1 - p));

    /// <summary>ln B(s + ½, f + ½)/B(½, ½).</summary>
    public static double LogMixture(double successes, double failures)
    {
        // ln B at its own mode, from which LogBetaPower takes the large terms away exactly.
        double a = successes + Prior, b = failures + Prior, n = a + b;
        return (a * Math.Log(a / n)) + (b * Math.Log(b / n)) - SaddlePoint.LogBetaPower(a, b, a / n, b / n) - Math.Log(Math.PI);
    }

    // Root of λp² − (n + λ)p + s = 0 in [0, 1].
    private static double Balance(double successes, double n, double price)
    {
        var sum = n + price;
        return 2 * successes / (sum + Math.Sqrt(Math.Max(0, (sum * sum) - (4 * price * successes))));
    }
}
