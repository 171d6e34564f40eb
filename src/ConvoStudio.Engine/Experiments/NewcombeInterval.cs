namespace ConvoStudio.Engine.Experiments;

/// <summary>Difference of two shares with its score interval.</summary>
/// <param name="Estimate">share − reference share; NaN when one of them has no trials.</param>
/// <param name="Low">Lower end, in [−1, 1].</param>
/// <param name="High">Upper end, in [−1, 1].</param>
/// <remarks>With the Wilson ends l, u of each share: low = d − √((p − l)² + (u₀ − p₀)²), high = d + √((u − p)² + (p₀ − l₀)²).
/// Source: Newcombe, Statistics in Medicine 17, 1998, method 10. Holds at one look, not under peeking.</remarks>
public readonly record struct NewcombeInterval(double Estimate, double Low, double High)
{
    /// <summary>True when "no difference" lies inside.</summary>
    public bool HoldsZero => !(Low > 0 || High < 0);

    /// <summary>The interval of (successes / n) − (referenceSuccesses / referenceN).</summary>
    /// <param name="successes">0 to n.</param>
    /// <param name="n">Trials; 0 gives the interval [−1, 1].</param>
    /// <param name="referenceSuccesses">0 to <paramref name="referenceN"/>.</param>
    /// <param name="referenceN">Trials of the reference; 0 gives the interval [−1, 1].</param>
    /// <param name="confidence">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or the confidence is out of range.</exception>
    public static NewcombeInterval Of(long successes, long n, long referenceSuccesses, long referenceN, double confidence = 0.95)
    {
        var share = WilsonInterval.Of(successes, n, confidence);
        var reference = WilsonInterval.Of(referenceSuccesses, referenceN, confidence);
        if (n == 0 || referenceN == 0)
            return new(double.NaN, -1, 1);
        var difference = share.Estimate - reference.Estimate;
        return new(
            difference,
            Math.Max(-1, difference - Length(share.Estimate - share.Low, reference.High - reference.Estimate)),
            Math.Min(1, difference + Length(share.High - share.Estimate, reference.Estimate - reference.Low)));
    }

    private static double Length(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
