namespace ConvoStudio.Engine.Experiments;

/// <summary>A quantile of one arm with the interval it was read with.</summary>
/// <param name="N">Units.</param>
/// <param name="IntervalUnits">Units the interval was computed from.</param>
/// <param name="Level">Which quantile, in (0, 1).</param>
/// <param name="Estimate">Its value.</param>
/// <param name="Lower">Lower end of its 95 % interval.</param>
/// <param name="Upper">Upper end.</param>
public readonly record struct QuantileEstimate(long N, long IntervalUnits, double Level, double Estimate, double Lower, double Upper)
{
    private const double Z = 1.959963984540054;
    private const double VarianceFloor = 1e-5;

    /// <summary>Variance of one unit, (n*/n)(n − 1)((upper − lower)/2z)²; from 100 units on at least 1e-5, where ties would make it 0.</summary>
    /// <remarks>Source: Deng, Knoblich and Lu, KDD 2018, section 4.</remarks>
    public double Variance
    {
        get
        {
            if (N <= 1)
                return 0;
            var error = (Upper - Lower) / (2 * Z);
            var variance = (double)IntervalUnits / N * (N - 1) * error * error;
            return N >= 100 ? Math.Max(VarianceFloor, variance) : variance;
        }
    }

    /// <summary>What a test needs to know.</summary>
    public ArmMoments Moments => new(N, Estimate, Variance);

    /// <summary>Reads a quantile and the interval of its rank, np ± z√(np(1 − p)), from a sketch.</summary>
    /// <param name="sketch">At least one value.</param>
    /// <param name="level">In (0, 1).</param>
    /// <exception cref="ArgumentException">The sketch is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not inside (0, 1).</exception>
    public static QuantileEstimate From(QuantileSketch sketch, double level)
    {
        if (level is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "The level must lie between 0 and 1.");
        var half = Z * Math.Sqrt(level * (1 - level) / sketch.Count);
        return new(
            sketch.Count, sketch.Count, level, sketch.Quantile(level),
            sketch.Quantile(Math.Max(0, level - half)), sketch.Quantile(Math.Min(1, level + half)));
    }
}
