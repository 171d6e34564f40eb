using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>How long an experiment takes, by the effect it is to see. Closed forms: a curve costs microseconds.</summary>
/// <remarks>See <see cref="PowerDesign"/>: a sequential design is valued by one look at the stated units, which watching it all along can only improve.</remarks>
public static class PowerCurve
{
    /// <summary>Units of all arms for a power at a relative effect.</summary>
    /// <param name="design">The experiment.</param>
    /// <param name="relativeEffect">e, so that the treatment's mean is mean·(1 + e).</param>
    /// <param name="power">Wanted, in (alpha, 1).</param>
    /// <returns>∞ for an effect of 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The design or the power is out of range.</exception>
    public static double Units(PowerDesign design, double relativeEffect, double power = 0.8)
    {
        if (!(power > design.Alpha && power < 1))
            throw new ArgumentOutOfRangeException(nameof(power), power, "The power must lie between the error rate and 1.");
        return relativeEffect == 0 ? double.PositiveInfinity : Bisection.RootAbove(design.Arms, 2 * design.Arms, units => design.Power(relativeEffect, units) - power);
    }

    /// <summary>Units and days for each effect.</summary>
    /// <param name="design">The experiment.</param>
    /// <param name="relativeEffects">Effects to be seen.</param>
    /// <param name="unitsPerDay">Units of all arms that a day brings, more than 0.</param>
    /// <param name="power">Wanted, in (alpha, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The design, the power or the traffic is out of range.</exception>
    public static IReadOnlyList<PowerPoint> Of(PowerDesign design, IReadOnlyList<double> relativeEffects, double unitsPerDay, double power = 0.8)
    {
        Levels.CheckPositive(unitsPerDay, nameof(unitsPerDay));
        return [.. relativeEffects.Select(effect => Units(design, effect, power)).Zip(relativeEffects, (units, effect) => new PowerPoint(effect, units, units / unitsPerDay))];
    }

    /// <summary>Power at the end of each day.</summary>
    /// <param name="design">The experiment.</param>
    /// <param name="relativeEffect">Effect to be seen.</param>
    /// <param name="unitsPerDay">Units of all arms that a day brings, more than 0.</param>
    /// <param name="days">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The design, the traffic or the days are out of range.</exception>
    public static IReadOnlyList<double> ByDay(PowerDesign design, double relativeEffect, double unitsPerDay, int days)
    {
        Levels.CheckPositive(unitsPerDay, nameof(unitsPerDay));
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        return [.. Enumerable.Range(1, days).Select(day => design.Power(relativeEffect, day * unitsPerDay))];
    }
}
