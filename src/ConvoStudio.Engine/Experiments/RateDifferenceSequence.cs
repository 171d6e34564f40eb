using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>Difference of two rates with an interval that holds at every look at once, exactly and from the first unit on.</summary>
/// <param name="Estimate">Treatment's rate − control's; NaN when an arm has no trials.</param>
/// <param name="Low">Lower end, in [−1, 1].</param>
/// <param name="High">Upper end, in [−1, 1].</param>
/// <param name="PValue">Of "no difference", two-sided, valid at this look without correction for the earlier ones.</param>
/// <remarks>The arms' evidences (see RateMixture) multiply to evidence against each pair of rates; the interval holds the differences of all pairs whose
/// evidence is below 1/α. Only counts are needed, in any order of arrival and under any allocation that does not look ahead, moving shares included.
/// One-sided bounds are the ends of the same interval: valid, if not the narrowest. Exact counterpart of Turner and Grünwald,
/// "Exact anytime-valid confidence intervals for contingency tables", 2023, with one mixture an arm.</remarks>
public readonly record struct RateDifferenceSequence(double Estimate, double Low, double High, double PValue)
{
    /// <summary>True when "no difference" lies inside.</summary>
    public bool HoldsZero => Low <= 0 && High >= 0;

    /// <summary>The interval of two counts.</summary>
    /// <param name="controlSuccesses">0 to <paramref name="controlN"/>.</param>
    /// <param name="controlN">Trials of control so far.</param>
    /// <param name="treatmentSuccesses">0 to <paramref name="treatmentN"/>.</param>
    /// <param name="treatmentN">Trials of treatment so far.</param>
    /// <param name="alpha">Error rate over all looks together, in (0, 1).</param>
    /// <param name="side">TwoSided, or Greater for a lower bound only, or Lesser for an upper bound only.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or alpha is out of range.</exception>
    public static RateDifferenceSequence Of(
        long controlSuccesses, long controlN, long treatmentSuccesses, long treatmentN, double alpha = 0.05, Alternative side = Alternative.TwoSided)
    {
        Levels.CheckAlpha(alpha);
        RateMixture control = new(controlSuccesses, controlN), treatment = new(treatmentSuccesses, treatmentN);
        var limit = -Math.Log(alpha);
        var estimate = controlN == 0 || treatmentN == 0
            ? double.NaN
            : ((double)treatmentSuccesses / treatmentN) - ((double)controlSuccesses / controlN);
        return new(
            estimate,
            side == Alternative.Lesser ? -1 : Least(treatment, control, limit),
            side == Alternative.Greater ? 1 : -Least(control, treatment, limit),
            Math.Exp(-Math.Max(0, LogEvidence(controlSuccesses, controlN, treatmentSuccesses, treatmentN))));
    }

    /// <summary>ln of the evidence against equal rates; a test stops at −ln α. A few logarithms, no search.</summary>
    /// <param name="controlSuccesses">0 to <paramref name="controlN"/>.</param>
    /// <param name="controlN">Trials of control so far.</param>
    /// <param name="treatmentSuccesses">0 to <paramref name="treatmentN"/>.</param>
    /// <param name="treatmentN">Trials of treatment so far.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of range.</exception>
    public static double LogEvidence(long controlSuccesses, long controlN, long treatmentSuccesses, long treatmentN)
    {
        Levels.CheckCounts(controlSuccesses, controlN);
        Levels.CheckCounts(treatmentSuccesses, treatmentN);
        if (controlN == 0 || treatmentN == 0)
            return 0;
        double successes = controlSuccesses + treatmentSuccesses, failures = controlN + treatmentN - successes;
        // The equal pair with the least evidence against it is the pooled rate.
        return RateMixture.LogMixture(controlSuccesses, controlN - controlSuccesses)
            + RateMixture.LogMixture(treatmentSuccesses, treatmentN - treatmentSuccesses)
            - RateMixture.LogLikelihood(successes, failures, successes / (successes + failures));
    }

    // Least a − b over pairs with evidence below the limit. Both evidences are convex, so at the least pair both slopes have one price λ
    // (a falls, b rises), each rate is in closed form for a given λ, and the evidence rises with λ.
    private static double Least(RateMixture a, RateMixture b, double limit)
    {
        if (a.Trials == 0 && b.Trials == 0)
            return -1;
        double low = -40, high = 60;
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            var price = Math.Exp(middle);
            double p = a.Lower(price), q = b.Upper(price);
            if (a.LogEvidence(p) + b.LogEvidence(q) > limit)
                high = middle;
            else
                low = middle;
        }
        // The outer of the last two, so that rounding can only widen.
        var outer = Math.Exp(high);
        return Math.Max(-1, a.Lower(outer) - b.Upper(outer));
    }
}
