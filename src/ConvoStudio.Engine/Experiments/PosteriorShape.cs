using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>A posterior density as quadrature sees it: where it has mass and how fast it changes.</summary>
/// <remarks>A Gaussian on its own axis; a Beta on the axis of the log odds, where it is bell-shaped however close the rate is to 0 or 1.</remarks>
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

    public static PosteriorShape OfGaussian(double mean, double deviation) =>
        new(mean, deviation, 0, 0, -Math.Log(deviation * Math.Sqrt(2 * Math.PI)));

    public static PosteriorShape OfBeta(in BetaDistribution beta)
    {
        double a = beta.Alpha, b = beta.Beta;
        if (a is not (> 0 and < double.PositiveInfinity) || b is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(beta), $"Beta({a}, {b}) needs two positive parameters.");
        var peak = SaddlePoint.LogBetaPower(a, b, a / (a + b), b / (a + b));
        return new(Math.Log(a / b), Math.Sqrt((1 / a) + (1 / b)), a, b, peak);
    }

    /// <summary>Density at u.</summary>
    public double Density(double u) => Math.Exp(LogDensity(u));

    /// <summary>How far a panel that starts at u may reach: <paramref name="share"/> of a deviation inside the mass, up to its start before it.</summary>
    public double StepAt(double u, double share)
    {
        if (u >= High)
            return double.PositiveInfinity;
        return u < Low ? Low - u : share * Deviation;
    }

    private double LogDensity(double u)
    {
        if (_alpha == 0)
        {
            var z = (u - Center) / Deviation;
            return _constant - (z * z / 2);
        }
        // a·u − (a + b)·ln(1 + eᵘ) against its value at the peak, through d = u − centre so that large counts do not cancel.
        var d = u - Center;
        var n = _alpha + _beta;
        return Math.Abs(d) < 1
            ? _constant + (_alpha * d) - (n * LogOnePlus(_alpha / n * ExpMinusOne(d)))
            : _constant + (d < 0 ? (_alpha * d) - (n * LogOnePlus(_alpha / n * (Math.Exp(d) - 1)))
                : (-_beta * d) - (n * LogOnePlus(_beta / n * (Math.Exp(-d) - 1))));
    }

    private double Reach(int side)
    {
        var step = 8.5 * Deviation;
        var peak = LogDensity(Center);
        while (peak - LogDensity(Center + (side * step)) < Depth)
            step *= 1.2;
        return Center + (side * step);
    }

    private static double ExpMinusOne(double x) => Math.Abs(x) < 1e-5 ? x * (1 + (x / 2 * (1 + (x / 3)))) : Math.Exp(x) - 1;

    // ln(1 + x) with the digits of small x (Kahan's correction of the rounded argument).
    private static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
