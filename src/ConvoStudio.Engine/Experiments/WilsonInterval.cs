using MathNet.Numerics.Distributions;

namespace ConvoStudio.Engine.Experiments;

/// <summary>Share of successes with its score interval.</summary>
/// <param name="Estimate">successes / n; NaN when n is 0.</param>
/// <param name="Low">Lower end, in [0, 1].</param>
/// <param name="High">Upper end, in [0, 1].</param>
/// <remarks>Centre (p + z²/2n) / (1 + z²/n), half width z √(p(1−p)/n + z²/4n²) / (1 + z²/n). Source: Wilson, JASA 22, 1927. Holds at one look, not under peeking.</remarks>
public readonly record struct WilsonInterval(double Estimate, double Low, double High)
{
    /// <summary>The interval of a count.</summary>
    /// <param name="successes">0 to n.</param>
    /// <param name="n">Trials; 0 gives the interval [0, 1].</param>
    /// <param name="confidence">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or the confidence is out of range.</exception>
    public static WilsonInterval Of(long successes, long n, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, n);
        if (confidence is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "The confidence must lie between 0 and 1.");
        if (n == 0)
            return new(double.NaN, 0, 1);
        var z = Normal.InvCDF(0, 1, (1 + confidence) / 2);
        var p = (double)successes / n;
        var square = z * z / n;
        var center = p + (square / 2);
        var half = z * Math.Sqrt((p * (1 - p) / n) + (square / (4 * n)));
        // Rounding must not move an end past the share itself: 0 of n starts at 0, n of n ends at 1.
        var low = successes == 0 ? 0 : Math.Max(0, (center - half) / (1 + square));
        var high = successes == n ? 1 : Math.Min(1, (center + half) / (1 + square));
        return new(p, low, high);
    }
}
