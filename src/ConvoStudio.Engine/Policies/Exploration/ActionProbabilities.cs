namespace ConvoStudio.Engine.Policies.Exploration;

/// <summary>From scores and widths of the eligible actions to their probabilities, by the exploration of the settings. Pure; allocates nothing.</summary>
public static class ActionProbabilities
{
    /// <summary>Fills the probabilities: (1 − floor)·p + floor / K.</summary>
    /// <param name="settings">In range.</param>
    /// <param name="learntCount">Decisions learnt; 0 or more.</param>
    /// <param name="scores">Estimated rewards, length K ≥ 1, finite.</param>
    /// <param name="widths">Standard widths in units of the reward's noise, length K, finite, 0 or more.</param>
    /// <param name="floor">Total uniform mass in [0, 1].</param>
    /// <param name="probabilities">Length K; each at least floor / K, sum 1 up to rounding.</param>
    /// <exception cref="ArgumentException">No action, lengths differ, or a number out of range.</exception>
    public static void Fill(
        ExplorationSettings settings, long learntCount, ReadOnlySpan<double> scores, ReadOnlySpan<double> widths, double floor, Span<double> probabilities)
    {
        PolicyArguments.RequireFloor(floor);
        switch (settings.Validated().Kind)
        {
            case ExplorationKind.SquareCb:
                SquareCb.Probabilities(scores, SquareCb.Gamma(settings.Strength, settings.Exponent, learntCount), floor, probabilities);
                return;
            case ExplorationKind.AdaptiveSquareCb:
                ExplorationArguments.RequireWidths(widths, scores.Length);
                SquareCb.Probabilities(scores, SquareCb.Gamma(widths, settings.Strength), floor, probabilities);
                return;
            case ExplorationKind.LinUcb:
                UpperBounds.Probabilities(scores, widths, settings.Strength, double.PositiveInfinity, probabilities);
                break;
            case ExplorationKind.ThompsonSampling:
                ThompsonSampling.Probabilities(scores, widths, settings.Strength, probabilities);
                break;
            case ExplorationKind.RegCbOpt:
                UpperBounds.Probabilities(scores, widths, UpperBounds.Factor(settings.Strength, learntCount), settings.Ceiling, probabilities);
                break;
            case ExplorationKind.EpsilonGreedy:
                ExplorationArguments.RequireScores(scores, probabilities.Length);
                UniformMass.Greatest(scores, probabilities);
                UniformMass.Mix(settings.Strength, probabilities);
                break;
            default:
                Softmax.Probabilities(scores, settings.Strength, probabilities);
                break;
        }
        UniformMass.Mix(floor, probabilities);
    }

    /// <summary>What the width adds to the score where actions are compared: the bound less the score; 0 for an exploration without bounds.</summary>
    /// <param name="settings">In range.</param>
    /// <param name="learntCount">Decisions learnt; 0 or more.</param>
    /// <param name="score">Estimated reward.</param>
    /// <param name="width">Its width.</param>
    public static double Bonus(ExplorationSettings settings, long learntCount, double score, double width) => settings.Kind switch
    {
        ExplorationKind.LinUcb => settings.Strength * width,
        ExplorationKind.RegCbOpt => Math.Min(score + (UpperBounds.Factor(settings.Strength, learntCount) * width), settings.Ceiling) - score,
        _ => 0,
    };
}
