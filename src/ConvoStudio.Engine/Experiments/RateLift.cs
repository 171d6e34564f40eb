namespace ConvoStudio.Engine.Experiments;

/// <summary>Difference of two rates at every look: exact from the first unit, and nearly as narrow as a test of fixed size once there are enough events.</summary>
/// <remarks>The exact sequence pays for not knowing either rate, about 2½ times the width of a fixed test at 20,000 units. A tenth of the error rate goes to it; the rest
/// to the asymptotic sequence, which joins when both arms can expect <see cref="LeastEvents"/> successes and as many failures. The interval is what both leave.
/// The larger of pooled and unpooled errors counts, so that a small arm with few events does not look too certain. Benchmark peeking: false alarms and width.</remarks>
public static class RateLift
{
    /// <summary>Successes, and failures, that an arm must expect at the pooled rate before the normal approximation counts.</summary>
    public const double LeastEvents = 20;

    /// <summary>Part of the error rate that the exact sequence has.</summary>
    public const double ExactShare = 0.1;

    /// <summary>The interval of two arms.</summary>
    /// <param name="control">Proportion of control.</param>
    /// <param name="treatment">Proportion of the treatment.</param>
    /// <param name="alpha">Error rate over all looks together, in (0, 1).</param>
    /// <param name="tunedUnits">Units of both arms at which it is narrowest; more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count, alpha or the tuning is out of range.</exception>
    public static RateDifferenceSequence Of(in MeanSums control, in MeanSums treatment, double alpha = 0.05, double tunedUnits = 5000)
    {
        var exact = RateDifferenceSequence.Of((long)control.Sum, control.N, (long)treatment.Sum, treatment.N, alpha * ExactShare);
        var p = Math.Min(1, exact.PValue / ExactShare);
        if (Error(control, treatment) is not (> 0 and var error))
            return exact with { PValue = p };
        var sequence = new AsymptoticConfidenceSequence(alpha * (1 - ExactShare), tunedUnits);
        double units = control.N + treatment.N, half = sequence.HalfWidth(error, units), asymptotic = sequence.PValue(exact.Estimate, error, units) / (1 - ExactShare);
        return new(
            exact.Estimate, Math.Max(exact.Low, exact.Estimate - half), Math.Min(exact.High, exact.Estimate + half), Math.Min(p, asymptotic));
    }

    /// <summary>Whether the interval leaves "no difference" out; far cheaper than the interval.</summary>
    /// <param name="control">Proportion of control.</param>
    /// <param name="treatment">Proportion of the treatment.</param>
    /// <param name="alpha">Error rate over all looks together, in (0, 1).</param>
    /// <param name="tunedUnits">Units of both arms at which it is narrowest; more than 0.</param>
    public static bool LeavesZeroOut(in MeanSums control, in MeanSums treatment, double alpha = 0.05, double tunedUnits = 5000)
    {
        if (RateDifferenceSequence.LogEvidence((long)control.Sum, control.N, (long)treatment.Sum, treatment.N) >= -Math.Log(alpha * ExactShare))
            return true;
        return Error(control, treatment) is > 0 and var error
            && Math.Abs(treatment.Mean - control.Mean) > new AsymptoticConfidenceSequence(alpha * (1 - ExactShare), tunedUnits).HalfWidth(error, control.N + treatment.N);
    }

    // 0 before there are events enough.
    private static double Error(in MeanSums control, in MeanSums treatment)
    {
        double c = control.N, t = treatment.N, rate = (control.Sum + treatment.Sum) / (c + t);
        if (!(Math.Min(c, t) * Math.Min(rate, 1 - rate) >= LeastEvents))
            return 0;
        var unpooled = (control.Mean * (1 - control.Mean) / c) + (treatment.Mean * (1 - treatment.Mean) / t);
        return Math.Sqrt(Math.Max(unpooled, rate * (1 - rate) * ((1 / c) + (1 / t))));
    }
}
