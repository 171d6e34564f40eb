namespace ConvoStudio.Engine.Experiments;

/// <summary>Gaussian posterior of one arm's mean.</summary>
/// <param name="Mean">Posterior mean.</param>
/// <param name="StandardDeviation">Posterior standard deviation, more than 0.</param>
public readonly record struct ArmPosterior(double Mean, double StandardDeviation)
{
    /// <summary>Conjugate update with the sample variance taken as known: precision = n/s² + 1/prior variance.</summary>
    /// <param name="sums">Of the arm; without two differing values the prior stays.</param>
    /// <param name="priorMean">Prior mean.</param>
    /// <param name="priorVariance">Prior variance, more than 0.</param>
    /// <remarks>Source: Gelman et al., Bayesian Data Analysis, 2.5.</remarks>
    public static ArmPosterior Of(in MeanSums sums, double priorMean = 0, double priorVariance = 1e4) => Of(sums, sums.Variance, priorMean, priorVariance);

    /// <summary>As <see cref="Of(in MeanSums, double, double)"/> with another variance of one unit taken as known.</summary>
    /// <param name="sums">Of the arm.</param>
    /// <param name="variance">Of one unit; at 0 the prior stays.</param>
    /// <param name="priorMean">Prior mean.</param>
    /// <param name="priorVariance">Prior variance, more than 0.</param>
    public static ArmPosterior Of(in MeanSums sums, double variance, double priorMean, double priorVariance)
    {
        if (!(priorVariance > 0))
            throw new ArgumentOutOfRangeException(nameof(priorVariance), priorVariance, "The prior variance must be positive.");
        var precision = variance > 0 ? sums.N / variance : 0;
        var total = precision + (1 / priorVariance);
        return new(((sums.Mean * precision) + (priorMean / priorVariance)) / total, Math.Sqrt(1 / total));
    }
}
