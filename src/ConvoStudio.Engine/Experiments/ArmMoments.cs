namespace ConvoStudio.Engine.Experiments;

/// <summary>Mean and variance of one arm, whatever the metric is made of.</summary>
/// <param name="N">Units.</param>
/// <param name="Mean">Estimate of the metric.</param>
/// <param name="Variance">Variance of one unit; the estimate's own is Variance / N. Below or at 0 nothing can be said.</param>
public readonly record struct ArmMoments(long N, double Mean, double Variance);
