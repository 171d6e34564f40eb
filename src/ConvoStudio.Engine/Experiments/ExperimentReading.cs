using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>What may be said of an experiment on a rate, at this look and at every other one.</summary>
/// <param name="Verdict">What it says.</param>
/// <param name="Arm">Number of the arm that the verdict is about; the control's when there is no treatment.</param>
/// <param name="Treatments">Every arm but control, in their order.</param>
/// <param name="ProbabilityBest">Of every arm, control included, with flat priors; they sum to 1. A view beside the verdict, which does not rest on it.</param>
/// <remarks>Intervals share the error rate among the treatments (Bonferroni), so that one false ship among them is as rare as α over all looks.</remarks>
public sealed record ExperimentReading(VerdictKind Verdict, int Arm, IReadOnlyList<TreatmentReading> Treatments, IReadOnlyList<double> ProbabilityBest)
{
    /// <summary>Units every arm needs before more than "not enough evidence" is said of a difference that may be nothing.</summary>
    public const long LeastUnits = 20;

    /// <summary>Lift of an arm over control; null for control itself.</summary>
    /// <param name="arm">Number of the arm.</param>
    public RateDifferenceSequence? LiftOf(int arm)
    {
        foreach (var treatment in Treatments)
            if (treatment.Arm == arm)
                return treatment.Lift;
        return null;
    }

    /// <summary>Lift of one treatment with its share of the error rate; far cheaper than a whole reading.</summary>
    /// <param name="control">Sums of control.</param>
    /// <param name="treatment">Sums of the treatment.</param>
    /// <param name="treatments">How many arms are compared with control, 1 or more.</param>
    /// <param name="alpha">Error rate over all looks and treatments together, in (0, 1).</param>
    public static RateDifferenceSequence Lift(in MeanSums control, in MeanSums treatment, int treatments, double alpha = 0.05) =>
        RateLift.Of(control, treatment, alpha / treatments);

    /// <summary>The reading of the arms' rates.</summary>
    /// <param name="arms">Sums of each arm; proportions of units in assignment order whose windows have closed.</param>
    /// <param name="control">Number of the control.</param>
    /// <param name="alpha">Error rate over all looks and treatments together, in (0, 1).</param>
    /// <param name="leastEffect">The smallest difference worth having; 0 when none was stated, and then nothing is stopped for being too small.</param>
    /// <exception cref="ArgumentException">There is no arm.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such control, or a number is out of range.</exception>
    public static ExperimentReading Of(ReadOnlySpan<MeanSums> arms, int control, double alpha = 0.05, double leastEffect = 0)
    {
        if (arms.IsEmpty)
            throw new ArgumentException("An experiment has arms.", nameof(arms));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)control, (uint)arms.Length, nameof(control));
        ArgumentOutOfRangeException.ThrowIfNegative(leastEffect);
        Levels.CheckAlpha(alpha);
        Span<BetaDistribution> posteriors = new BetaDistribution[arms.Length];
        var fewest = long.MaxValue;
        for (var i = 0; i < arms.Length; i++)
        {
            posteriors[i] = new BetaDistribution(1 + arms[i].Sum, 1 + arms[i].N - arms[i].Sum);
            fewest = Math.Min(fewest, arms[i].N);
        }

        var best = new double[arms.Length];
        BestArm.OfBeta(posteriors, lowerIsBetter: false, best);
        List<TreatmentReading> treatments = [];
        for (var i = 0; i < arms.Length; i++)
            if (i != control)
                treatments.Add(Read(i, posteriors[control], posteriors[i], Lift(arms[control], arms[i], arms.Length - 1, alpha)));
        var (verdict, arm) = Judge(treatments, best, control, fewest, leastEffect);
        return new(verdict, arm, treatments, best);
    }

    private static TreatmentReading Read(int arm, in BetaDistribution control, in BetaDistribution treatment, in RateDifferenceSequence lift)
    {
        var compared = BetaComparison.Of(control, treatment);
        return new(arm, lift, compared.ExpectedLossShipTreatment, compared.ExpectedLossKeepControl);
    }

    private static (VerdictKind Verdict, int Arm) Judge(List<TreatmentReading> treatments, double[] best, int control, long fewest, double leastEffect)
    {
        if (treatments.Count == 0)
            return (VerdictKind.NotEnoughEvidence, control);
        var better = treatments.Where(t => t.Lift.Low > 0).Select(t => t.Arm).ToList();
        if (better.Count > 0)
            return (VerdictKind.Ship, better.MaxBy(arm => best[arm]));
        var worse = treatments.Where(t => t.Lift.High < 0).ToList();
        if (worse.Count > 0)
            return (VerdictKind.Harm, worse.MinBy(t => t.Lift.High).Arm);
        var leader = treatments.MaxBy(t => best[t.Arm]).Arm;
        if (leastEffect > 0 && treatments.All(t => t.Lift.High < leastEffect))
            return (VerdictKind.Stop, leader);
        return (fewest < LeastUnits ? VerdictKind.NotEnoughEvidence : VerdictKind.KeepGoing, leader);
    }
}
