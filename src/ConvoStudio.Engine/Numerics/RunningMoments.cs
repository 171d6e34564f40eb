namespace ConvoStudio.Engine.Numerics;

/// <summary>Count, mean and sum of squared deviations of a stream, unscaled; two of them add up.</summary>
/// <remarks>Source: Welford 1962; merging: Chan, Golub and LeVeque 1979.</remarks>
/// <param name="Count">Values seen; 0 or more.</param>
/// <param name="Mean">Mean of the values, 0 when there are none.</param>
/// <param name="M2">Sum of squared deviations from the mean; 0 or more.</param>
public readonly record struct RunningMoments(long Count, double Mean, double M2)
{
    /// <summary>Variance of the values seen (divisor n); NaN when there are none.</summary>
    public double Variance => Count > 0 ? M2 / Count : double.NaN;

    /// <summary>Unbiased variance (divisor n − 1); NaN below two values.</summary>
    public double SampleVariance => Count > 1 ? M2 / (Count - 1) : double.NaN;

    /// <summary>Square root of <see cref="Variance"/>; NaN when there are none.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>Moments of <paramref name="count"/> zeros.</summary>
    public static RunningMoments OfZeros(long count) => new(count, 0, 0);

    /// <summary>The moments with one more value.</summary>
    /// <param name="value">Finite.</param>
    public RunningMoments Add(double value)
    {
        var count = Count + 1;
        var delta = value - Mean;
        var mean = Mean + (delta / count);
        return new(count, mean, M2 + (delta * (value - mean)));
    }

    /// <summary>Moments of both streams together.</summary>
    public static RunningMoments operator +(RunningMoments left, RunningMoments right)
    {
        if (left.Count == 0)
            return right;
        if (right.Count == 0)
            return left;
        var count = left.Count + right.Count;
        var delta = right.Mean - left.Mean;
        var share = (double)right.Count / count;
        return new(count, left.Mean + (delta * share), left.M2 + right.M2 + (delta * delta * left.Count * share));
    }
}
