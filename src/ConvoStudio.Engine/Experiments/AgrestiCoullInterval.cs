using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>Share of successes with the interval of z² added trials.</summary>
/// <param name="Estimate">successes / n; NaN when n is 0.</param>
/// <param name="Low">Lower end, in [0, 1].</param>
/// <param name="High">Upper end, in [0, 1].</param>
/// <remarks>ñ = n + z², p̃ = (s + z²/2)/ñ, p̃ ± z√(p̃(1 − p̃)/ñ). Source: Agresti and Coull, American Statistician 52, 1998. Holds at one look, not under peeking.</remarks>
public readonly record struct AgrestiCoullInterval(double Estimate, double Low, double High)
{
    /// <summary>The interval of a count.</summary>
    /// <param name="successes">0 to n.</param>
    /// <param name="n">Trials; 0 gives the interval [0, 1].</param>
    /// <param name="alpha">Mass outside, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or alpha is out of range.</exception>
    public static AgrestiCoullInterval Of(long successes, long n, double alpha = 0.05)
    {
        Levels.CheckCounts(successes, n);
        Levels.CheckAlpha(alpha);
        if (n == 0)
            return new(double.NaN, 0, 1);
        var z = StandardNormal.UpperQuantile(alpha / 2);
        var trials = n + (z * z);
        var center = (successes + (z * z / 2)) / trials;
        var half = z * Math.Sqrt(center * (1 - center) / trials);
        return new((double)successes / n, Math.Max(0, center - half), Math.Min(1, center + half));
    }
}
