using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>Test of equal shares with the pooled variance. Holds at one look, not under peeking.</summary>
/// <param name="Z">Treatment minus control in standard errors; 0 when the shares cannot differ.</param>
/// <param name="PValue">Two-sided, in [0, 1].</param>
/// <remarks>z = (p₁ − p₀)/√(p̄(1 − p̄)(1/n₀ + 1/n₁)). Source: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3.1.</remarks>
public readonly record struct TwoProportionTest(double Z, double PValue)
{
    /// <summary>Tests two counts.</summary>
    /// <param name="controlSuccesses">0 to <paramref name="controlN"/>.</param>
    /// <param name="controlN">Trials of control.</param>
    /// <param name="treatmentSuccesses">0 to <paramref name="treatmentN"/>.</param>
    /// <param name="treatmentN">Trials of treatment.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of range.</exception>
    public static TwoProportionTest Of(long controlSuccesses, long controlN, long treatmentSuccesses, long treatmentN)
    {
        Levels.CheckCounts(controlSuccesses, controlN);
        Levels.CheckCounts(treatmentSuccesses, treatmentN);
        if (controlN == 0 || treatmentN == 0)
            return new(0, 1);
        var pooled = (double)(controlSuccesses + treatmentSuccesses) / (controlN + treatmentN);
        var variance = pooled * (1 - pooled) * ((1.0 / controlN) + (1.0 / treatmentN));
        if (!(variance > 0))
            return new(0, 1);
        var z = (((double)treatmentSuccesses / treatmentN) - ((double)controlSuccesses / controlN)) / Math.Sqrt(variance);
        return new(z, StandardNormal.TwoSided(z));
    }
}
