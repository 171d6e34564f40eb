using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>How likely a true effect leads to a decision, under each way of deciding.</summary>
/// <param name="Engine">Way of deciding.</param>
/// <param name="Alpha">Two-sided error rate, already divided by the number of tests.</param>
/// <param name="TunedUnits">N* of a confidence sequence.</param>
/// <param name="Prior">Of a posterior, on the scale of the effect; flat for the others.</param>
internal readonly record struct PowerRule(ExperimentEngine Engine, double Alpha, double TunedUnits, GaussianPrior Prior)
{
    /// <summary>Power at an effect whose estimate has a variance.</summary>
    /// <param name="effect">True effect.</param>
    /// <param name="variance">Of the estimate.</param>
    /// <param name="units">Units of both arms.</param>
    public double At(double effect, double variance, double units)
    {
        var error = Math.Sqrt(variance);
        double half, shift = 0;
        if (Engine == ExperimentEngine.Sequential)
        {
            half = new AsymptoticConfidenceSequence(Alpha, TunedUnits).HalfWidth(error, units);
        }
        else if (Engine == ExperimentEngine.Bayesian && !double.IsPositiveInfinity(Prior.Variance))
        {
            // The posterior interval leaves 0 out when the estimate is beyond V·√(posterior precision)·z less the pull of the prior.
            half = variance * Math.Sqrt((1 / variance) + (1 / Prior.Variance)) * StandardNormal.UpperQuantile(Alpha / 2);
            shift = variance * Prior.Mean / Prior.Variance;
        }
        else
        {
            half = error * StandardNormal.UpperQuantile(Alpha / 2);
        }
        return StandardNormal.Survival((half - shift - effect) / error) + StandardNormal.Cdf((-half - shift - effect) / error);
    }
}
