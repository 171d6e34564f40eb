using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>Power in the middle of an experiment: how much more traffic until a target effect would be seen.</summary>
/// <param name="ScalingFactor">Traffic still needed as a multiple of the traffic so far; 0 when there is enough, NaN when none is.</param>
/// <param name="Power">Power with that traffic.</param>
/// <remarks>With s times the traffic more, the effect's variance becomes V/(1 + s). The estimate itself is not looked at, so the question may be asked at
/// any time without bias. Source: Kohavi, Tang and Xu, Trustworthy Online Controlled Experiments, chapter 17.</remarks>
public readonly record struct RemainingTraffic(double ScalingFactor, double Power)
{
    private const double MostTraffic = 134_217_728; // 2²⁷ times what there is

    /// <summary>Solves for the traffic.</summary>
    /// <param name="moments">The effect now; only its standard error counts.</param>
    /// <param name="scale">Scale of the effect.</param>
    /// <param name="target">Effect to be seen, on that scale; its size counts.</param>
    /// <param name="power">Wanted, in (0, 1).</param>
    /// <param name="engine">Way of deciding.</param>
    /// <param name="alpha">Two-sided error rate of one test, in (0, 1).</param>
    /// <param name="tunedUnits">N* of a confidence sequence.</param>
    /// <param name="prior">Of a Bayesian experiment; flat when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static RemainingTraffic Of(
        in EffectMoments moments, EffectScale scale, double target, double power = 0.8, ExperimentEngine engine = ExperimentEngine.Frequentist,
        double alpha = 0.05, double tunedUnits = 5000, GaussianPrior? prior = null)
    {
        Levels.CheckAlpha(alpha);
        if (power is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(power), power, "The power must lie between 0 and 1.");
        if (moments.IsDegenerate)
            return new(double.NaN, double.NaN);
        var rule = new PowerRule(engine, alpha, tunedUnits, (prior ?? GaussianPrior.Flat).On(scale, moments.Baseline));
        var variance = moments.StandardError * moments.StandardError;
        var units = moments.Units;
        double At(double s) => rule.At(Math.Abs(target), variance / (1 + s), units * (1 + s));
        if (At(0) >= power)
            return new(0, At(0));
        var high = 1.0;
        while (high < MostTraffic && At(high) < power)
            high *= 2;
        if (At(high) < power)
            return new(double.NaN, At(high));
        var factor = Bisection.Root(0, high, s => At(s) - power);
        return new(factor, At(factor));
    }
}
