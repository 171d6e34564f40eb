namespace ConvoStudio.Engine.Experiments;

/// <summary>What one effect needs.</summary>
/// <param name="RelativeEffect">e, so that the treatment's mean is mean·(1 + e).</param>
/// <param name="Units">Units of all arms; ∞ for an effect of 0.</param>
/// <param name="Days">At the stated traffic.</param>
public readonly record struct PowerPoint(double RelativeEffect, double Units, double Days);
