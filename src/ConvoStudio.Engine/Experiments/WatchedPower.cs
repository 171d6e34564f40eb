using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>How soon a running experiment that is watched all along sees an effect: the chance that the asymptotic sequence has left 0 out by then.</summary>
/// <param name="Effect">True difference, in the metric's unit.</param>
/// <param name="Variance">Units of both arms times the variance of the estimated difference; more than 0.</param>
/// <param name="Alpha">Error rate of the comparison over all looks, in (0, 1).</param>
/// <param name="TunedUnits">Units of both arms at which the interval is narrowest; more than 0.</param>
/// <remarks>N·estimate is a Brownian motion with drift, and the bound N·half-width is concave in N: every tangent lies above it, so the closed form of first passage
/// through a line bounds the power from below for every tangent, and the greatest over tangents is near it (tested against <see cref="ExperimentSimulator"/>:
/// within three points). Judged by one look at the end, as in <see cref="PowerDesign"/>, the same effects need about 1.7 times as many units. Source of the passage: Siegmund, Sequential
/// Analysis, 1985, 3.15. The exact part of <see cref="RateLift"/> is left out: it decides first only where there are few events.</remarks>
public readonly record struct WatchedPower(double Effect, double Variance, double Alpha = 0.05, double TunedUnits = 5000)
{
    // Tangents at even parts of the square root of the units; more do not change the third digit.
    private const int Tangents = 32;

    /// <summary>Of two rates, with the part of the error rate that the asymptotic sequence has in <see cref="RateLift"/>.</summary>
    /// <param name="control">In (0, 1).</param>
    /// <param name="effect">Treatment − control; both rates in (0, 1).</param>
    /// <param name="controlShare">Part of the two arms' units that control has, in (0, 1).</param>
    /// <param name="alpha">Error rate of the comparison over all looks, in (0, 1).</param>
    /// <param name="tunedUnits">As for the sequence.</param>
    public static WatchedPower OfRates(double control, double effect, double controlShare = 0.5, double alpha = 0.05, double tunedUnits = 5000)
    {
        double treatment = control + effect, pooled = (controlShare * control) + ((1 - controlShare) * treatment);
        var variance = Math.Max(
            (control * (1 - control) / controlShare) + (treatment * (1 - treatment) / (1 - controlShare)),
            pooled * (1 - pooled) / (controlShare * (1 - controlShare)));
        return new(effect, variance, alpha * (1 - RateLift.ExactShare), tunedUnits);
    }

    /// <summary>Of two means with the same variance of a unit.</summary>
    /// <param name="effect">Treatment − control.</param>
    /// <param name="variance">Of one unit, more than 0.</param>
    /// <param name="controlShare">Part of the two arms' units that control has, in (0, 1).</param>
    /// <param name="alpha">Error rate of the comparison over all looks, in (0, 1).</param>
    /// <param name="tunedUnits">As for the sequence.</param>
    public static WatchedPower OfMeans(double effect, double variance, double controlShare = 0.5, double alpha = 0.05, double tunedUnits = 5000) =>
        new(effect, variance / (controlShare * (1 - controlShare)), alpha, tunedUnits);

    /// <summary>Chance that it was seen by then, in the right direction.</summary>
    /// <param name="units">Of both arms, more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public double At(double units)
    {
        Levels.CheckPositive(units, nameof(units));
        Levels.CheckPositive(Variance, nameof(Variance));
        var sequence = new AsymptoticConfidenceSequence(Alpha, TunedUnits);
        double drift = Math.Abs(Effect) / Math.Sqrt(Variance), power = 0;
        for (var i = 1; i <= Tangents; i++)
        {
            var at = units * i * i / (Tangents * Tangents);
            const double step = 1e-4;
            double bound = Bound(sequence, at), slope = (Bound(sequence, at * (1 + step)) - Bound(sequence, at * (1 - step))) / (2 * step * at);
            power = Math.Max(power, PassageBy(units, drift - slope, bound - (slope * at)));
        }
        return power;
    }

    /// <summary>Units of both arms for a power.</summary>
    /// <param name="power">In (0, 1).</param>
    /// <returns>∞ for an effect of 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public double Units(double power = 0.8)
    {
        if (power is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(power), power, "The power must lie between 0 and 1.");
        var watched = this;
        return Effect == 0 ? double.PositiveInfinity : Bisection.RootAbove(1, 4, units => watched.At(units) - power);
    }

    // On the scale where a unit adds a variance of 1.
    private static double Bound(AsymptoticConfidenceSequence sequence, double units) => units * sequence.HalfWidth(1 / Math.Sqrt(units), units);

    // P(a Brownian motion with a drift reaches a level above 0 by then).
    private static double PassageBy(double time, double drift, double level)
    {
        double root = Math.Sqrt(time), mirrored = 2 * drift * level, tail = StandardNormal.Cdf((-level / root) - (drift * root));
        return Math.Min(1, StandardNormal.Cdf((drift * root) - (level / root)) + (tail > 0 ? Math.Exp(mirrored + Math.Log(tail)) : 0));
    }
}
