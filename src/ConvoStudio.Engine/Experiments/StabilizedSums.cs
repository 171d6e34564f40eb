namespace ConvoStudio.Engine.Experiments;

/// <summary>Inverse-propensity contributions weighted so that each says equally much, however small the share was; parts add up to the whole.</summary>
/// <param name="N">Units that count.</param>
/// <param name="Weight">Σh, h = 1/(standard deviation of the contribution as predicted before the unit).</param>
/// <param name="Sum">Σhx.</param>
/// <param name="SquareWeight">Σh².</param>
/// <param name="SquareSum">Σh²x.</param>
/// <param name="SquareSquares">Σh²x².</param>
/// <remarks>Σh(x − θ) is a martingale whose steps have variance 1 as predicted, so its confidence sequence runs in its own variation V = Σh²(x − θ)², about N.
/// A V below N is taken as N: a variance cannot be believed to be smaller than what was predicted because nothing has happened yet. Sources: Hadad,
/// Hirshberg, Zhan, Wager and Athey, PNAS 118, 2021 (weights); Bibaut et al., NeurIPS 34, 2021 (stabilised by predicted deviations); Waudby-Smith, Arbour,
/// Sinha, Kennedy and Ramdas, Annals of Statistics 52, 2024, section 2.5 (sequence for martingales in their variation).</remarks>
public readonly record struct StabilizedSums(long N, double Weight, double Sum, double SquareWeight, double SquareSum, double SquareSquares)
{
    /// <summary>Σhx/Σh; 0 without units.</summary>
    public double Estimate => Weight > 0 ? Sum / Weight : 0;

    /// <summary>V, at least N.</summary>
    public double Variation => Math.Max(N, SquareSquares - (2 * Estimate * SquareSum) + (Estimate * Estimate * SquareWeight));

    /// <summary>√V/Σh; 0 without units.</summary>
    public double StandardError => Weight > 0 ? Math.Sqrt(Variation) / Weight : 0;

    /// <summary>With one unit more.</summary>
    /// <param name="contribution">x.</param>
    /// <param name="deviation">Its predicted standard deviation, more than 0.</param>
    public StabilizedSums Add(double contribution, double deviation)
    {
        var h = 1 / deviation;
        return new(N + 1, Weight + h, Sum + (h * contribution), SquareWeight + (h * h), SquareSum + (h * h * contribution), SquareSquares + (h * h * contribution * contribution));
    }

    /// <summary>Interval and two-sided p value of 0 that hold at every look.</summary>
    /// <param name="sequence">Error rate, the number of units where the interval is narrowest, and the units before which nothing is said.</param>
    public EffectTest Test(AsymptoticConfidenceSequence sequence)
    {
        if (N == 0)
            return EffectTest.Uninformative;
        var moments = new EffectMoments(Estimate, StandardError, N - 1, N, 0);
        return N < sequence.LeastUnits
            ? EffectTest.Around(moments, double.PositiveInfinity, 1, Alternative.TwoSided)
            : EffectTest.Around(moments, sequence.HalfWidth(StandardError, Variation), sequence.PValue(Estimate, StandardError, Variation), Alternative.TwoSided);
    }

    /// <summary>Sums of both.</summary>
    public static StabilizedSums operator +(StabilizedSums left, StabilizedSums right) => new(
        left.N + right.N, left.Weight + right.Weight, left.Sum + right.Sum, left.SquareWeight + right.SquareWeight, left.SquareSum + right.SquareSum,
        left.SquareSquares + right.SquareSquares);

    /// <summary>Sums of both.</summary>
    public static StabilizedSums Add(StabilizedSums left, StabilizedSums right) => left + right;
}
