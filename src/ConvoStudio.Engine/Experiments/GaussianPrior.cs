namespace ConvoStudio.Engine.Experiments;

/// <summary>What is believed of an effect before the data.</summary>
/// <param name="Mean">Expected effect.</param>
/// <param name="Variance">More than 0; ∞ is the flat prior.</param>
/// <param name="Scale">What mean and variance are measured in; translated by the control mean to the scale of the analysis.</param>
public readonly record struct GaussianPrior(double Mean, double Variance, EffectScale Scale = EffectScale.Relative)
{
    /// <summary>Says nothing.</summary>
    public static readonly GaussianPrior Flat = new(0, double.PositiveInfinity);

    internal GaussianPrior On(EffectScale scale, double baseline)
    {
        if (scale == Scale || double.IsPositiveInfinity(Variance))
            return this with { Scale = scale };
        var factor = scale == EffectScale.Absolute ? Math.Abs(baseline) : 1 / Math.Abs(baseline);
        return new(Mean * factor, Variance * factor * factor, scale);
    }
}
