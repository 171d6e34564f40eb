using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Experiments;

/// <summary>How long an experiment would take, by the effect it is to see.</summary>
/// <param name="Effect">In the metric's own unit.</param>
/// <param name="Units">Finished units of all arms.</param>
/// <param name="Days">At the stated traffic; null when nothing comes.</param>
public sealed record PowerStep(double Effect, double Units, double? Days);

/// <summary>Units and days that an experiment needs, from what the past was like.</summary>
/// <param name="Least">For the smallest effect worth having.</param>
/// <param name="Steps">From smaller to greater effects; <paramref name="Least"/> is one of them.</param>
/// <param name="PerDay">Units a day that would take part.</param>
public sealed record PowerForecast(PowerStep Least, IReadOnlyList<PowerStep> Steps, double PerDay)
{
    /// <summary>Chance of seeing an effect that is there.</summary>
    public const double Power = 0.8;

    private static readonly double[] Sizes = [0.75, 1, 1.25, 1.5, 2, 2.5, 3];

    /// <summary>A forecast, or null when the past says nothing: no finished conversation, or all the same.</summary>
    /// <param name="shares">Of the arms, control among them.</param>
    /// <param name="control">Number of the control.</param>
    /// <remarks>Watched all along with the intervals of live readings, the error rate shared among the treatments (<see cref="WatchedPower"/>). With uneven shares the least
    /// favoured comparison counts. Who takes part by audience is not counted: the past does not tell it apart.</remarks>
    public static PowerForecast? Of(PastUnits past, ExperimentPlan plan, IReadOnlyList<double> shares, int control)
    {
        if (past.IsEmpty || !(past.Variance > 0) || past.Mean == 0 || !(plan.LeastEffect > 0) || plan.Alpha is not (> 0 and < 0.5) || shares.Count < 2 || shares.Any(s => !(s > 0))
            || (plan.Metric == ExperimentMetric.Conversion && past.Mean + plan.LeastEffect >= 1))
            return null;
        var total = shares.Sum();
        var smallest = shares.Where((_, i) => i != control).Min() / total;
        double pair = (shares[control] / total) + smallest, controlShare = shares[control] / total / pair, alpha = plan.Alpha / (shares.Count - 1);
        var perDay = past.PerDay * plan.Traffic;
        var rate = plan.Metric == ExperimentMetric.Conversion;
        PowerStep Step(double effect)
        {
            var watched = rate ? WatchedPower.OfRates(past.Mean, effect, controlShare, alpha) : WatchedPower.OfMeans(effect, past.Variance, controlShare, alpha);
            var units = watched.Units(Power) / pair;
            return new(effect, units, perDay > 0 ? units / perDay : null);
        }

        return new PowerForecast(Step(plan.LeastEffect), [.. Sizes.Select(s => s * plan.LeastEffect).Where(e => !rate || past.Mean + e < 1).Select(Step)], perDay);
    }

    /// <summary>Days until the smallest effect could be seen; 0 when it could be by now, null when nothing comes.</summary>
    /// <param name="finished">Finished units so far.</param>
    /// <param name="perDay">Units a day that finish.</param>
    public double? DaysLeft(double finished, double perDay) =>
        finished >= Least.Units ? 0 : perDay > 0 ? (Least.Units - finished) / perDay : null;
}
