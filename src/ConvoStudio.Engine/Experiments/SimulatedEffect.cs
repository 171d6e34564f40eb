namespace ConvoStudio.Engine.Experiments;

/// <summary>An effect put into simulated traffic.</summary>
/// <param name="Size">0 for two equal arms.</param>
/// <param name="Scale">Relative to the mean of the past, or added to it.</param>
public readonly record struct SimulatedEffect(double Size, EffectScale Scale = EffectScale.Relative);
