using System.Collections.Immutable;

namespace ConvoStudio.Engine.Experiments;

/// <summary>Counts of values in buckets of equal ratio: any quantile with a stated relative error, and two sketches add up exactly.</summary>
/// <remarks>Bucket of x &gt; 0: ⌈log_γ x⌉, γ = (1 + a)/(1 − a); its middle 2γⁱ/(γ + 1) is within a·x of every x in it. Negative values are mirrored, values
/// nearer to 0 than 1e-12 count as 0. Adding and merging in any order gives the same sketch. Source: Masson, Rim and Lee, VLDB 2019 (DDSketch).</remarks>
public sealed class QuantileSketch
{
    private const double NearZero = 1e-12;

    private readonly ImmutableSortedDictionary<int, long> _positive;
    private readonly ImmutableSortedDictionary<int, long> _negative;
    private readonly long _zeros;
    private readonly double _logRatio;

    private QuantileSketch(
        double relativeError, long zeros, ImmutableSortedDictionary<int, long> positive, ImmutableSortedDictionary<int, long> negative)
    {
        RelativeError = relativeError;
        _logRatio = Math.Log((1 + relativeError) / (1 - relativeError));
        (_zeros, _positive, _negative) = (zeros, positive, negative);
        Count = zeros + positive.Values.Sum() + negative.Values.Sum();
    }

    /// <summary>The most a quantile can be off, as a share of the value at its rank.</summary>
    public double RelativeError { get; }

    /// <summary>Values taken in.</summary>
    public long Count { get; }

    /// <summary>Without values.</summary>
    /// <param name="relativeError">a, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The error is not inside (0, 1).</exception>
    public static QuantileSketch Empty(double relativeError = 0.01)
    {
        if (relativeError is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(relativeError), relativeError, "The relative error must lie between 0 and 1.");
        return new(relativeError, 0, ImmutableSortedDictionary<int, long>.Empty, ImmutableSortedDictionary<int, long>.Empty);
    }

    /// <summary>With more values.</summary>
    /// <param name="values">Finite numbers.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public QuantileSketch Add(params ReadOnlySpan<double> values)
    {
        var positive = _positive.ToBuilder();
        var negative = _negative.ToBuilder();
        var zeros = _zeros;
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                throw new ArgumentException($"A value must be finite, not {value}.", nameof(values));
            if (Math.Abs(value) < NearZero)
            {
                zeros++;
                continue;
            }
            var buckets = value > 0 ? positive : negative;
            var bucket = (int)Math.Ceiling(Math.Log(Math.Abs(value)) / _logRatio);
            buckets[bucket] = buckets.GetValueOrDefault(bucket) + 1;
        }
        return new(RelativeError, zeros, positive.ToImmutable(), negative.ToImmutable());
    }

    /// <summary>Values of both.</summary>
    /// <param name="other">A sketch of the same relative error.</param>
    /// <exception cref="ArgumentException">The errors differ.</exception>
    public QuantileSketch Merge(QuantileSketch other)
    {
        if (other.RelativeError != RelativeError)
            throw new ArgumentException($"Sketches of relative error {RelativeError} and {other.RelativeError} do not add up.", nameof(other));
        return new(RelativeError, _zeros + other._zeros, Sum(_positive, other._positive), Sum(_negative, other._negative));
    }

    /// <summary>The value at rank ⌊level·(count − 1)⌋, within the relative error.</summary>
    /// <param name="level">In [0, 1].</param>
    /// <exception cref="InvalidOperationException">There are no values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of range.</exception>
    public double Quantile(double level)
    {
        if (level is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "The level must lie in [0, 1].");
        if (Count == 0)
            throw new InvalidOperationException("A sketch without values has no quantile.");
        var rank = (long)(level * (Count - 1));
        foreach (var (bucket, count) in _negative.Reverse())
        {
            if ((rank -= count) < 0)
                return -Middle(bucket);
        }
        if ((rank -= _zeros) < 0)
            return 0;
        foreach (var (bucket, count) in _positive)
        {
            if ((rank -= count) < 0)
                return Middle(bucket);
        }
        return Middle(_positive.Keys.Last());
    }

    private double Middle(int bucket) => 2 * Math.Exp(bucket * _logRatio) / (Math.Exp(_logRatio) + 1);

    private static ImmutableSortedDictionary<int, long> Sum(ImmutableSortedDictionary<int, long> left, ImmutableSortedDictionary<int, long> right)
    {
        var sum = left.ToBuilder();
        foreach (var (bucket, count) in right)
            sum[bucket] = sum.GetValueOrDefault(bucket) + count;
        return sum.ToImmutable();
    }
}
