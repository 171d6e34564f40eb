using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>A rate with an interval that holds at every look at once, exactly and from the first unit on.</summary>
/// <param name="Estimate">successes / n; NaN when n is 0.</param>
/// <param name="Low">Lower end, in [0, 1].</param>
/// <param name="High">Upper end, in [0, 1].</param>
/// <remarks>All p whose evidence (see RateMixture) is below 1/α. One-sided: the mixture is confined to the rates on the other side of p,
/// E(p) = ∫_{q&gt;p} L(q) dBeta(q | q &gt; p)/L(p), which stays fair for every smaller rate too.</remarks>
public readonly record struct RateConfidenceSequence(double Estimate, double Low, double High)
{
    /// <summary>The interval of a count.</summary>
    /// <param name="successes">0 to n.</param>
    /// <param name="n">Trials so far.</param>
    /// <param name="alpha">Error rate over all looks together, in (0, 1).</param>
    /// <param name="side">TwoSided, or Greater for a lower bound only, or Lesser for an upper bound only.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or alpha is out of range.</exception>
    public static RateConfidenceSequence Of(long successes, long n, double alpha = 0.05, Alternative side = Alternative.TwoSided)
    {
        Levels.CheckAlpha(alpha);
        var mixture = new RateMixture(successes, n);
        if (n == 0)
            return new(double.NaN, 0, 1);
        var estimate = (double)successes / n;
        var limit = -Math.Log(alpha);
        double low = 0, high = 1;
        if (side != Alternative.Lesser && successes > 0)
            low = Bisection.Root(0, estimate, p => limit - Evidence(mixture, successes, n, p, side));
        if (side != Alternative.Greater && successes < n)
            high = 1 - Bisection.Root(0, 1 - estimate, q => limit - Evidence(mixture, successes, n, 1 - q, side));
        return new(estimate, low, high);
    }

    private static double Evidence(in RateMixture mixture, long successes, long n, double p, Alternative side)
    {
        if (p is <= 0 or >= 1)
            return double.PositiveInfinity;
        var evidence = mixture.LogEvidence(p);
        if (side == Alternative.TwoSided)
            return evidence;
        var prior = IncompleteBeta.Tails(RateMixture.Prior, RateMixture.Prior, p, 1 - p);
        var posterior = IncompleteBeta.Tails(successes + RateMixture.Prior, n - successes + RateMixture.Prior, p, 1 - p);
        return evidence + (side == Alternative.Greater
            ? Math.Log(posterior.Upper / prior.Upper)
            : Math.Log(posterior.Lower / prior.Lower));
    }
}
