namespace ConvoStudio.Engine.Experiments;

/// <summary>What a reallocation says of one arm.</summary>
/// <param name="Posterior">What is believed of its metric.</param>
/// <param name="ProbabilityBest">P(it is the best of the arms that are not retired); 0 for a retired one.</param>
/// <param name="Weight">Share that its purpose wants it to have before limits; an equal one in burn-in, 0 when retired.</param>
/// <param name="Share">Its weight from now on; those of all arms sum to 2³².</param>
/// <param name="BurningIn">True while it has fewer closed units than the burn-in.</param>
public readonly record struct ArmReallocation(ArmPosterior Posterior, double ProbabilityBest, double Weight, uint Share, bool BurningIn);
