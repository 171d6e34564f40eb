using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>The posterior of one arm as quadrature sees it: a Beta on the axis of the log odds, a Gaussian on that of the mean. Four operations only, same bits everywhere.</summary>
internal readonly struct BeliefCurve
{
    // Beyond it lies 2e-17 of a normal mass.
    private const double Reach = 8.5;
    private const double InverseSqrtTwoPi = 0.39894228040143267794;

    private readonly PosteriorShape _rate;
    private readonly double _mean;

    private BeliefCurve(in PosteriorShape rate) => (_rate, IsRate, Low, High, Deviation) = (rate, true, rate.Low, rate.High, rate.Deviation);

    private BeliefCurve(double mean, double deviation) =>
        (_mean, Low, High, Deviation) = (mean, mean - (Reach * deviation), mean + (Reach * deviation), deviation);

    public bool IsRate { get; }

    /// <summary>Lower end of the mass.</summary>
    public double Low { get; }

    /// <summary>Upper end of the mass.</summary>
    public double High { get; }

    public double Deviation { get; }

    public static BeliefCurve OfBeta(in BetaDistribution beta) => new(PosteriorShape.OfBeta(beta));

    /// <param name="mean">Finite.</param>
    /// <param name="deviation">More than 0.</param>
    public static BeliefCurve OfGaussian(double mean, double deviation) => new(mean, deviation);

    /// <summary>Densities at eight places.</summary>
    /// <param name="places">On the axis.</param>
    /// <param name="softPlus">ln(1 + eᵘ) of each for rates; not looked at for means.</param>
    /// <param name="densities">Filled.</param>
    public void Fill(ReadOnlySpan<double> places, ReadOnlySpan<double> softPlus, Span<double> densities)
    {
        if (IsRate)
        {
            _rate.LogDensity(places, softPlus, densities);
            PortableMath.Exp(densities);
            return;
        }
        for (var k = 0; k < densities.Length; k++)
        {
            var z = (places[k] - _mean) / Deviation;
            densities[k] = -0.5 * z * z;
        }
        PortableMath.Exp(densities);
        for (var k = 0; k < densities.Length; k++)
            densities[k] *= InverseSqrtTwoPi / Deviation;
    }
}
