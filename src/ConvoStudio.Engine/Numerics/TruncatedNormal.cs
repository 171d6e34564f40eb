namespace ConvoStudio.Engine.Numerics;

/// <summary>A normal variable known to lie between two bounds.</summary>
public static class TruncatedNormal
{
    /// <summary>E[X | lower &lt; X &lt; upper], finite and inside the bounds also when they lie a billion standard deviations out.</summary>
    /// <param name="mean">Mean before truncation.</param>
    /// <param name="standardDeviation">Before truncation; more than 0.</param>
    /// <param name="lower">Lower bound, −∞ for none.</param>
    /// <param name="upper">Upper bound, ∞ for none; above <paramref name="lower"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is not positive or the bounds are not in order.</exception>
    /// <remarks>One bound: b ∓ σ·E[Z − z | Z &gt; z]. Two bounds: (φ(α) − φ(β))/(Φ(β) − Φ(α)), by quadrature from the nearer bound where that cancels.
    /// Source: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1, 13.10.</remarks>
    public static double Mean(double mean, double standardDeviation, double lower, double upper)
    {
        if (standardDeviation is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(standardDeviation), standardDeviation, "The standard deviation must be positive.");
        if (!(lower < upper))
            throw new ArgumentOutOfRangeException(nameof(lower), lower, "The lower bound must lie below the upper one.");
        var from = (lower - mean) / standardDeviation;
        var to = (upper - mean) / standardDeviation;
        if (double.IsInfinity(from) && double.IsInfinity(to))
            return mean;
        if (double.IsPositiveInfinity(to))
            return lower + (standardDeviation * StandardNormal.MeanExcess(from));
        if (double.IsNegativeInfinity(from))
            return upper - (standardDeviation * StandardNormal.MeanExcess(-to));
        return Math.Abs(from) <= Math.Abs(to)
            ? lower + (standardDeviation * MeanFromBound(from, to - from))
            : upper - (standardDeviation * MeanFromBound(-to, to - from));
    }

    // E[Z − z | z < Z < z + width], weights exp(−z t − t²/2); what comes after the 45th power of e is below double precision.
    private static double MeanFromBound(double z, double width)
    {
        var deepest = Math.Max(0, -z);
        var end = Math.Min(width, deepest + (90 / (z + deepest + Math.Sqrt(((z + deepest) * (z + deepest)) + 90))));
        double total = 0, moment = 0;
        const int panels = 24;
        var panel = end / panels;
        for (var i = 0; i < panels; i++)
        {
            for (var k = 0; k < GaussLegendre.Count; k++)
            {
                var t = panel * (i + GaussLegendre.Nodes[k]);
                var weight = GaussLegendre.Weights[k] * Math.Exp((-z * t) - (t * t / 2) - (deepest * deepest / 2));
                total += weight;
                moment += weight * t;
            }
        }
        return moment / total;
    }
}
