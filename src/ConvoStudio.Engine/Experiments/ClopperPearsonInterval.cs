using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>Share of successes with the interval that never covers less than promised.</summary>
/// <param name="Estimate">successes / n; NaN when n is 0.</param>
/// <param name="Low">Lower end, in [0, 1].</param>
/// <param name="High">Upper end, in [0, 1].</param>
/// <remarks>Ends are quantiles of Beta(s, n − s + 1) and Beta(s + 1, n − s). Source: Clopper and Pearson, Biometrika 26, 1934. Holds at one look, not under peeking.</remarks>
public readonly record struct ClopperPearsonInterval(double Estimate, double Low, double High)
{
    /// <summary>The interval of a count.</summary>
    /// <param name="successes">0 to n.</param>
    /// <param name="n">Trials; 0 gives the interval [0, 1].</param>
    /// <param name="alpha">Mass outside, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or alpha is out of range.</exception>
    public static ClopperPearsonInterval Of(long successes, long n, double alpha = 0.05)
    {
        Levels.CheckCounts(successes, n);
        Levels.CheckAlpha(alpha);
        return n == 0 ? new(double.NaN, 0, 1) : new(
            (double)successes / n,
            successes == 0 ? 0 : new BetaDistribution(successes, n - successes + 1).Quantile(alpha / 2),
            successes == n ? 1 : new BetaDistribution(successes + 1, n - successes).UpperQuantile(alpha / 2));
    }
}
