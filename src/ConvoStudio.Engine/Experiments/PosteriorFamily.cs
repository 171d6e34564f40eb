namespace ConvoStudio.Engine.Experiments;

/// <summary>How the metric of a bandit experiment is believed in.</summary>
public enum PosteriorFamily
{
    /// <summary>A rate: Beta posterior of successes and failures.</summary>
    Beta,

    /// <summary>A mean: normal posterior with the sample variance taken as known.</summary>
    Gaussian,
}
