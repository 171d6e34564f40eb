using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>An experiment before its start: what could be seen with how many units.</summary>
/// <param name="Mean">Mean of the metric without treatment, not 0.</param>
/// <param name="Variance">Variance of one unit, the same in all arms; more than 0.</param>
/// <param name="Arms">Arms that share the units equally, 2 or more.</param>
/// <param name="Engine">How it will be decided.</param>
/// <param name="Alpha">Two-sided error rate, in (0, 1).</param>
/// <param name="TunedUnits">N* of a confidence sequence.</param>
/// <remarks>A relative effect e has the delta-method variance of T = mean(1 + e). A sequential design is looked at once, at the stated units, against
/// the width of its sequence there: a lower bound of the power of watching it. Source: Zhou, Lu and Shallah, "All about sample-size calculations
/// for A/B testing", CIKM 2023.</remarks>
public readonly record struct PowerDesign(
    double Mean, double Variance, int Arms = 2, ExperimentEngine Engine = ExperimentEngine.Frequentist, double Alpha = 0.05, double TunedUnits = 5000)
{
    /// <summary>The largest relative effect looked for with a prior: fivefold.</summary>
    public const double LargestEffect = 5;

    /// <summary>Prior of a Bayesian design; flat when not set.</summary>
    public GaussianPrior Prior { get; init; } = GaussianPrior.Flat;

    /// <summary>Design of a rate.</summary>
    /// <param name="rate">In (0, 1).</param>
    public static PowerDesign OfRate(double rate) => new(rate, rate * (1 - rate));

    /// <summary>Power at a relative effect.</summary>
    /// <param name="relativeEffect">e, so that the treatment's mean is mean·(1 + e).</param>
    /// <param name="units">Units of all arms.</param>
    /// <exception cref="ArgumentOutOfRangeException">The design or the units are out of range.</exception>
    public double Power(double relativeEffect, double units)
    {
        Check(units);
        var perArm = units / Arms;
        if (Engine == ExperimentEngine.Sequential)
        {
            // The sequence's width as if it were z standard errors: effect and noise are both measured in it.
            var z = StandardNormal.UpperQuantile(Alpha / 2);
            var width = new AsymptoticConfidenceSequence(Alpha, TunedUnits).HalfWidth(Math.Sqrt(EffectVariance(relativeEffect, perArm)), 2 * perArm);
            var effect = relativeEffect * z / width;
            return StandardNormal.Survival(z - effect) + StandardNormal.Cdf(-z - effect);
        }
        return Rule().At(relativeEffect, EffectVariance(relativeEffect, perArm), 2 * perArm);
    }

    /// <summary>The smallest relative effect above 0 with a given power.</summary>
    /// <param name="power">In (alpha, 1).</param>
    /// <param name="units">Units of all arms.</param>
    /// <returns>NaN when no effect reaches it with so few units. With a prior the power need not grow with the effect; the smallest root counts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The design, the power or the units are out of range.</exception>
    public double MinimumDetectableEffect(double power, double units)
    {
        Check(units);
        if (!(power > Alpha && power < 1))
            throw new ArgumentOutOfRangeException(nameof(power), power, "The power must lie between the error rate and 1.");
        return Engine == ExperimentEngine.Bayesian ? SmallestRoot(power, units) : Solve(power, units);
    }

    // e = z·SE(e) is a quadratic in 1 + e: (1 − k)(1 + e)² − 2(1 + e) + 1 − k = 0, k = z²·v/(n·mean²). The tail on the wrong side is left out;
    // at a power of 0.5 or more it is below 1e-4.
    private double Solve(double power, double units)
    {
        var perArm = units / Arms;
        var z = StandardNormal.UpperQuantile(Alpha / 2);
        var scale = 1.0;
        if (Engine == ExperimentEngine.Sequential)
            scale = new AsymptoticConfidenceSequence(Alpha, TunedUnits).HalfWidth(1, 2 * perArm) / z;
        var reach = (z + StandardNormal.Quantile(power)) * scale;
        var k = reach * reach * Variance / (perArm * Mean * Mean);
        return k < 1 ? ((1 + Math.Sqrt(1 - ((1 - k) * (1 - k)))) / (1 - k)) - 1 : double.NaN;
    }

    private double SmallestRoot(double power, double units)
    {
        var design = this;
        if (Power(0, units) >= power)
            return 0;
        const double step = 1e-3;
        for (var i = 1; i <= LargestEffect / step; i++)
        {
            if (Power(i * step, units) >= power)
                return Bisection.Root((i - 1) * step, i * step, e => design.Power(e, units) - power);
        }
        return double.NaN;
    }

    private double EffectVariance(double relativeEffect, double perArm)
    {
        var ratio = 1 + relativeEffect;
        return Variance / (perArm * Mean * Mean) * (1 + (ratio * ratio));
    }

    private PowerRule Rule() => new(Engine, Alpha, TunedUnits, Prior.On(EffectScale.Relative, Mean));

    private void Check(double units)
    {
        Levels.CheckAlpha(Alpha);
        Levels.CheckPositive(Math.Abs(Mean), nameof(Mean));
        Levels.CheckPositive(Variance, nameof(Variance));
        ArgumentOutOfRangeException.ThrowIfLessThan(Arms, 2, nameof(Arms));
        if (!(units > 0))
            throw new ArgumentOutOfRangeException(nameof(units), units, "There must be units.");
    }
}
