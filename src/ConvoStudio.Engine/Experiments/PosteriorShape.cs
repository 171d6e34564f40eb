using System.Runtime.Intrinsics;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>A Beta posterior as quadrature sees it: where it has mass and how fast it changes.</summary>
/// <remarks>On the axis of the log odds, where it is bell-shaped however close the rate is to 0 or 1.</remarks>
internal readonly struct PosteriorShape
{
    // Density below e⁻³⁶ of its peak adds less than 1e-15.
    private const double Depth = 36;

    private readonly double _alpha;
    private readonly double _beta;
    private readonly double _constant;

    private PosteriorShape(double center, double deviation, double alpha, double beta, double constant)
    {
        (Center, Deviation, _alpha, _beta, _constant) = (center, deviation, alpha, beta, constant);
        Low = Reach(-1);
        High = Reach(1);
    }

    public double Center { get; }

    public double Deviation { get; }

    /// <summary>Lower end of the mass.</summary>
    public double Low { get; }

    /// <summary>Upper end of the mass.</summary>
    public double High { get; }

    public static PosteriorShape OfBeta(in BetaDistribution beta)
    {
        double a = beta.Alpha, b = beta.Beta;
        if (a is not (> 0 and < double.PositiveInfinity) || b is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(beta), $"Beta({a}, {b}) needs two positive parameters.");
        var peak = SaddlePoint.LogBetaPower(a, b, a / (a + b), b / (a + b));
        var center = PortableMath.Log(a / b);
        return new(center, Math.Sqrt((1 / a) + (1 / b)), a, b, peak - (a * center) + ((a + b) * PortableMath.SoftPlus(center)));
    }

    /// <summary>Logarithm of the density at u.</summary>
    /// <param name="u">Place on the axis.</param>
    /// <param name="softPlus">ln(1 + eᵘ), the same for all arms.</param>
    public double LogDensity(double u, double softPlus) => _constant + (_alpha * u) - ((_alpha + _beta) * softPlus);

    /// <summary>Logarithms of the density at eight places, not below −600.</summary>
    public void LogDensity(ReadOnlySpan<double> places, ReadOnlySpan<double> softPlus, Span<double> logs)
    {
        for (var k = 0; k < GaussLegendre.Count; k += 4)
        {
            var log = Vector256.Create(_constant) + (Vector256.Create(_alpha) * ProductQuadrature.Load(places, k))
                - (Vector256.Create(_alpha + _beta) * ProductQuadrature.Load(softPlus, k));
            Vector256.Max(Vector256.Create(-600.0), log).CopyTo(logs[k..]);
        }
    }

    /// <summary>How far a panel that starts at u may reach: <paramref name="share"/> of a deviation inside the mass, up to its start before it.</summary>
    public double StepAt(double u, double share)
    {
        if (u >= High)
            return double.PositiveInfinity;
        return u < Low ? Low - u : share * Deviation;
    }

    private double Reach(int side)
    {
        var step = 8.5 * Deviation;
        var peak = LogDensity(Center, PortableMath.SoftPlus(Center));
        while (peak - LogDensity(Center + (side * step), PortableMath.SoftPlus(Center + (side * step))) < Depth)
            step *= 1.2;
        return Center + (side * step);
    }
}
