using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies;

/// <summary>The scale by which a slot's penalty is made independent of its unit.</summary>
public static class SlotScale
{
    /// <summary>Smallest scale of a slot that varies.</summary>
    public const double Smallest = 0.1;

    /// <summary>How many scales a value may be from 0. Beyond, double precision no longer carries the recursion, so the scale is brought up.</summary>
    public const double Reach = 1000;

    /// <summary>The standard deviation (divisor n), at least <see cref="Smallest"/>; 1 for a slot that never varied, such as the bias. In either case at least
    /// |mean| / <see cref="Reach"/>, which no slot of the encoder meets.</summary>
    /// <remarks>The encoder brings numbers to a scale near 1 and makes indicators of words. Without the lower bound an indicator seen in one conversation of
    /// ten thousand would go almost unpenalised, and its coefficient would be one customer's reward.</remarks>
    public static double Of(RunningMoments moments)
    {
        // Welford's sum of squares of a constant stream is exactly 0.
        var scale = moments.Count == 0 || moments.M2 == 0 ? 1 : Math.Max(moments.StandardDeviation, Smallest);
        return Math.Max(scale, Math.Abs(moments.Mean) / Reach);
    }
}
