using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>P values of several tests adjusted for their number, in the order given.</summary>
/// <remarks>Sources: Holm, Scandinavian Journal of Statistics 6, 1979; Benjamini and Hochberg, JRSS B 57, 1995; Benjamini and Yekutieli,
/// Annals of Statistics 29, 2001.</remarks>
public static class MultipleTesting
{
    /// <summary>min(1, m·p): family-wise error, any dependence.</summary>
    /// <param name="pValues">Each in [0, 1].</param>
    /// <exception cref="ArgumentException">A p value is out of range.</exception>
    public static double[] Bonferroni(IReadOnlyList<double> pValues)
    {
        Check(pValues);
        return [.. pValues.Select(p => Math.Min(1, p * pValues.Count))];
    }

    /// <summary>Holm's step-down: family-wise error, any dependence, never weaker than Bonferroni.</summary>
    /// <param name="pValues">Each in [0, 1].</param>
    /// <exception cref="ArgumentException">A p value is out of range.</exception>
    public static double[] Holm(IReadOnlyList<double> pValues)
    {
        Check(pValues);
        var adjusted = new double[pValues.Count];
        var highest = 0.0;
        var rank = 0;
        foreach (var i in Ordered(pValues))
            adjusted[i] = highest = Math.Max(highest, Math.Min(1, pValues[i] * (pValues.Count - rank++)));
        return adjusted;
    }

    /// <summary>Step-up: false discovery rate of independent or positively dependent tests.</summary>
    /// <param name="pValues">Each in [0, 1].</param>
    /// <exception cref="ArgumentException">A p value is out of range.</exception>
    public static double[] BenjaminiHochberg(IReadOnlyList<double> pValues) => StepUp(pValues, 1);

    /// <summary>Step-up with factor Σ 1/i: false discovery rate under any dependence.</summary>
    /// <param name="pValues">Each in [0, 1].</param>
    /// <exception cref="ArgumentException">A p value is out of range.</exception>
    public static double[] BenjaminiYekutieli(IReadOnlyList<double> pValues) =>
        StepUp(pValues, Enumerable.Range(1, pValues.Count).Sum(i => 1.0 / i));

    /// <summary>The normal interval whose p value is the adjusted one: effect ± z(α)·|effect|/z(adjusted p).</summary>
    /// <param name="effect">Estimate.</param>
    /// <param name="adjustedPValue">Two-sided, in [0, 1].</param>
    /// <param name="alpha">In (0, 1).</param>
    /// <returns>The whole line when the adjusted p value is 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Alpha or the p value is out of range.</exception>
    public static (double Low, double High) AdjustedInterval(double effect, double adjustedPValue, double alpha = 0.05)
    {
        Levels.CheckAlpha(alpha);
        var z = StandardNormal.UpperQuantile(adjustedPValue / 2);
        if (z == 0)
            return (double.NegativeInfinity, double.PositiveInfinity);
        var half = StandardNormal.UpperQuantile(alpha / 2) * Math.Abs(effect / z);
        return (effect - half, effect + half);
    }

    /// <summary>P(effect &gt; 0) under a flat prior, read back from an interval.</summary>
    /// <param name="effect">Estimate.</param>
    /// <param name="low">Lower end; −∞ for an upper bound at level α.</param>
    /// <param name="high">Upper end; ∞ for a lower bound at level α.</param>
    /// <param name="alpha">Of the interval, in (0, 1).</param>
    /// <returns>½ when the interval says nothing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Alpha is out of range.</exception>
    public static double ChanceToWin(double effect, double low, double high, double alpha = 0.05)
    {
        Levels.CheckAlpha(alpha);
        bool noLow = double.IsInfinity(low), noHigh = double.IsInfinity(high);
        if (noLow && noHigh)
            return 0.5;
        var deviation = noLow ? (high - effect) / StandardNormal.UpperQuantile(alpha)
            : noHigh ? (effect - low) / StandardNormal.UpperQuantile(alpha)
            : (high - low) / (2 * StandardNormal.UpperQuantile(alpha / 2));
        return new GaussianPosterior(effect, deviation).ChanceToWin;
    }

    private static double[] StepUp(IReadOnlyList<double> pValues, double factor)
    {
        Check(pValues);
        var adjusted = new double[pValues.Count];
        var lowest = 1.0;
        var rank = pValues.Count;
        foreach (var i in Ordered(pValues).Reverse())
            adjusted[i] = lowest = Math.Min(lowest, pValues[i] * pValues.Count * factor / rank--);
        return adjusted;
    }

    private static int[] Ordered(IReadOnlyList<double> pValues) => [.. Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i])];

    private static void Check(IReadOnlyList<double> pValues)
    {
        if (pValues.Any(p => p is not (>= 0 and <= 1)))
            throw new ArgumentException("Every p value must lie in [0, 1].", nameof(pValues));
    }
}
