using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>What is believed of an effect after the data.</summary>
/// <param name="Mean">Expected effect.</param>
/// <param name="StandardDeviation">Of the belief, 0 or more.</param>
/// <remarks>Precisions add: 1/sd² = 1/V + 1/prior variance. Source: Gelman et al., Bayesian Data Analysis, 2.5. Losses: E[max(±X, 0)] of a normal X.</remarks>
public readonly record struct GaussianPosterior(double Mean, double StandardDeviation)
{
    /// <summary>Nothing can be said: effect 0, chance to win ½.</summary>
    public static readonly GaussianPosterior Uninformative = new(0, 0);

    /// <summary>P(effect &gt; 0); ½ when nothing is known.</summary>
    public double ChanceToWin => StandardDeviation > 0
        ? StandardNormal.Cdf(Mean / StandardDeviation)
        : Mean > 0 ? 1 : Mean < 0 ? 0 : 0.5;

    /// <summary>E[max(−effect, 0)]: what shipping the treatment is expected to cost.</summary>
    public double ExpectedLossShipTreatment => Loss(Mean);

    /// <summary>E[max(effect, 0)]: what keeping the control is expected to cost.</summary>
    public double ExpectedLossKeepControl => Loss(-Mean);

    /// <summary>Combines estimate and prior.</summary>
    /// <param name="effect">Estimate.</param>
    /// <param name="variance">Its squared standard error, more than 0.</param>
    /// <param name="prior">On the same scale.</param>
    public static GaussianPosterior After(double effect, double variance, in GaussianPrior prior)
    {
        var precision = (1 / variance) + (1 / prior.Variance);
        var pull = double.IsPositiveInfinity(prior.Variance) ? 0 : prior.Mean / prior.Variance;
        return new(((effect / variance) + pull) / precision, Math.Sqrt(1 / precision));
    }

    /// <summary>Posterior of an effect; uninformative when the moments are degenerate.</summary>
    /// <param name="moments">The effect.</param>
    /// <param name="scale">Scale of the moments.</param>
    /// <param name="prior">On either scale.</param>
    public static GaussianPosterior Of(in EffectMoments moments, EffectScale scale, in GaussianPrior prior) => moments.IsDegenerate
        ? Uninformative
        : After(moments.Effect, moments.StandardError * moments.StandardError, prior.On(scale, moments.Baseline));

    /// <summary>Equal-tailed credible interval.</summary>
    /// <param name="alpha">Mass outside, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">Alpha is out of range.</exception>
    public (double Low, double High) Interval(double alpha = 0.05)
    {
        Levels.CheckAlpha(alpha);
        var half = StandardNormal.UpperQuantile(alpha / 2) * StandardDeviation;
        return (Mean - half, Mean + half);
    }

    private double Loss(double above) => StandardDeviation > 0
        ? StandardDeviation * StandardNormal.LossAbove(above / StandardDeviation)
        : Math.Max(0, -above);
}
