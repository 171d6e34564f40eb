using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>What may be said of an experiment, at this look and at every other one.</summary>
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
    public LiftInterval? LiftOf(int arm)
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
    public static LiftInterval Lift(in MeanSums control, in MeanSums treatment, int treatments, double alpha = 0.05) => LiftInterval.Of(control, treatment, alpha / treatments);

    /// <summary>The reading of the arms' rates or means.</summary>
    /// <param name="arms">Sums of each arm over units in assignment order whose windows have closed; all proportions for a rate.</param>
    /// <param name="control">Number of the control.</param>
    /// <param name="alpha">Error rate over all looks and treatments together, in (0, 1).</param>
    /// <param name="leastEffect">The smallest difference worth having; 0 when none was stated, and then nothing is stopped for being too small.</param>
    /// <param name="adaptive">Lift of each arm after shares moved, with its share of the error rate; null after a fixed split.</param>
    /// <exception cref="ArgumentException">There is no arm.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such control, or a number is out of range.</exception>
    public static ExperimentReading Of(
        ReadOnlySpan<MeanSums> arms, int control, double alpha = 0.05, double leastEffect = 0, Func<int, LiftInterval>? adaptive = null)
    {
        if (arms.IsEmpty)
            throw new ArgumentException("An experiment has arms.", nameof(arms));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)control, (uint)arms.Length, nameof(control));
        ArgumentOutOfRangeException.ThrowIfNegative(leastEffect);
        Levels.CheckAlpha(alpha);
        var best = new double[arms.Length];
        ProbabilitiesOfBest(arms, best);
        List<TreatmentReading> treatments = [];
        var fewest = long.MaxValue;
        for (var i = 0; i < arms.Length; i++)
        {
            fewest = Math.Min(fewest, arms[i].N);
            if (i != control)
                treatments.Add(Read(i, arms[control], arms[i], adaptive?.Invoke(i) ?? Lift(arms[control], arms[i], arms.Length - 1, alpha)));
        }

        var (verdict, arm) = Judge(treatments, best, control, fewest, leastEffect);
        return new(verdict, arm, treatments, best);
    }

    private static void ProbabilitiesOfBest(ReadOnlySpan<MeanSums> arms, Span<double> best)
    {
        var rates = true;
        foreach (var arm in arms)
            rates &= arm.IsProportion;
        if (rates)
        {
            Span<BetaDistribution> posteriors = new BetaDistribution[arms.Length];
            for (var i = 0; i < arms.Length; i++)
                posteriors[i] = PosteriorOf(arms[i]);
            BestArm.OfBeta(posteriors, lowerIsBetter: false, best);
            return;
        }

        Span<double> means = stackalloc double[arms.Length], deviations = stackalloc double[arms.Length];
        for (var i = 0; i < arms.Length; i++)
            (means[i], deviations[i]) = ArmPosterior.Of(arms[i]);
        BestArm.OfGaussian(means, deviations, lowerIsBetter: false, best);
    }

    private static TreatmentReading Read(int arm, in MeanSums control, in MeanSums treatment, in LiftInterval lift)
    {
        if (control.IsProportion && treatment.IsProportion)
        {
            var rates = BetaComparison.Of(PosteriorOf(control), PosteriorOf(treatment));
            return new(arm, lift, rates.ExpectedLossShipTreatment, rates.ExpectedLossKeepControl);
        }

        var moments = control.N > 1 && treatment.N > 1 ? EffectMoments.Difference(control.Moments, treatment.Moments) : default;
        var means = GaussianPosterior.Of(moments, EffectScale.Absolute, GaussianPrior.Flat);
        return new(arm, lift, means.ExpectedLossShipTreatment, means.ExpectedLossKeepControl);
    }

    private static BetaDistribution PosteriorOf(in MeanSums rate) => new(1 + rate.Sum, 1 + rate.N - rate.Sum);

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
