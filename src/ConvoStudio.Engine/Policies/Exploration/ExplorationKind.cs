namespace ConvoStudio.Engine.Policies.Exploration;

/// <summary>How a policy turns scores and widths into chances; the numbers are stored.</summary>
public enum ExplorationKind
{
    /// <summary>Inverse in the gap to the best score, with γ from the number of decisions learnt (<see cref="Exploration.SquareCb"/>).</summary>
    SquareCb = 0,

    /// <summary>The same, with γ from the widths: sharp where the scores are well known (<see cref="Exploration.SquareCb.Gamma(ReadOnlySpan{double}, double)"/>).</summary>
    AdaptiveSquareCb = 1,

    /// <summary>The greatest upper confidence bound (<see cref="UpperBounds"/>).</summary>
    LinUcb = 2,

    /// <summary>The chance of being the best, with independent normal scores (<see cref="Exploration.ThompsonSampling"/>).</summary>
    ThompsonSampling = 3,

    /// <summary>The greatest reward still plausible, capped at the greatest possible one (<see cref="UpperBounds"/>).</summary>
    RegCbOpt = 4,

    /// <summary>The greatest score, and now and then any action.</summary>
    EpsilonGreedy = 5,

    /// <summary>In proportion to e^(score / temperature).</summary>
    Softmax = 6,
}
