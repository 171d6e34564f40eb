namespace ConvoStudio.Engine.Experiments;

/// <summary>What a test found.</summary>
/// <param name="Effect">Estimate.</param>
/// <param name="StandardError">Of the estimate.</param>
/// <param name="Low">Lower end of the interval; −∞ for an upper bound only.</param>
/// <param name="High">Upper end; ∞ for a lower bound only.</param>
/// <param name="PValue">In [0, 1].</param>
public readonly record struct EffectTest(double Effect, double StandardError, double Low, double High, double PValue)
{
    /// <summary>Nothing can be said: effect 0, p 1.</summary>
    public static readonly EffectTest Uninformative = new(0, 0, 0, 0, 1);

    internal static EffectTest Around(in EffectMoments moments, double halfWidth, double pValue, Alternative alternative) => new(
        moments.Effect, moments.StandardError,
        alternative == Alternative.Lesser ? double.NegativeInfinity : moments.Effect - halfWidth,
        alternative == Alternative.Greater ? double.PositiveInfinity : moments.Effect + halfWidth,
        pValue);
}
