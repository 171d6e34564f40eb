namespace ConvoStudio.Engine.Experiments;

/// <summary>An effect adjusted by what was known of the units before, beside the unadjusted one. Both hold at every look.</summary>
/// <param name="Adjusted">The effect with the covariate's part taken out.</param>
/// <param name="Plain">The effect as it is.</param>
/// <param name="Theta">θ, what one unit of the covariate says of the metric; 0 when it says nothing.</param>
/// <param name="VarianceReduction">Share of the squared standard error that the covariate explains; below 0 when it costs.</param>
/// <remarks>For a rate too: its 0 and 1 are values like any other. Asymptotic, so nothing is said before the sequence's least units.
/// Source: Deng, Xu, Kohavi and Walker, WSDM 2013.</remarks>
public readonly record struct CupedReading(EffectTest Adjusted, EffectTest Plain, double Theta, double VarianceReduction)
{
    /// <summary>Reads one treatment.</summary>
    /// <param name="control">Sums of control with the covariate of the same units, from before their assignment.</param>
    /// <param name="treatment">Sums of the treatment.</param>
    /// <param name="sequence">Error rate, tuning, and units before which nothing is said.</param>
    /// <param name="scale">Absolute, or relative to control's unadjusted mean.</param>
    /// <exception cref="ArgumentException">Metric and covariate of an arm are not of the same units.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The error rate or the tuning is out of range.</exception>
    public static CupedReading Of(
        in CupedSums control, in CupedSums treatment, AsymptoticConfidenceSequence sequence, EffectScale scale = EffectScale.Absolute)
    {
        if (control.Pre.N != control.Post.N || treatment.Pre.N != treatment.Post.N)
            throw new ArgumentException("Every unit needs its metric and its covariate: where nothing was known before, take the mean.", nameof(control));
        var theta = CupedSums.Theta(control, treatment);
        var adjusted = EffectMoments.Of(control, treatment, scale, theta);
        var plain = EffectMoments.Of(control.Post.Moments, treatment.Post.Moments, scale);
        var reduction = plain.IsDegenerate || adjusted.IsDegenerate ? 0 : 1 - (adjusted.StandardError * adjusted.StandardError / (plain.StandardError * plain.StandardError));
        return new(sequence.Of(adjusted), sequence.Of(plain), theta, reduction);
    }
}
