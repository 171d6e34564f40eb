using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.ContextFree;

/// <summary>Settings of Thompson sampling without a context; part of a policy's identity and of its saved bytes.</summary>
/// <param name="Model">What is believed of an action's reward.</param>
/// <param name="Floor">Total uniform mass of every decision, in [0, 1].</param>
/// <param name="PriorReward">Mean reward of an action nothing is known of. Beta: inside (0, <paramref name="HighestReward"/>).</param>
/// <param name="PriorDecisions">How many decisions the prior is worth; above 0, at most 1e9. Beta(1, 1) is worth two with the mean ½.</param>
/// <param name="Noise">Gaussian alone: standard deviation of a reward; in [1e-9, 1e9].</param>
/// <param name="HighestReward">Beta alone: the greatest possible reward; in [1e-9, 1e9].</param>
public sealed record ContextFreeSettings(
    ContextFreeModel Model = ContextFreeModel.Beta, double Floor = 0.02, double PriorReward = 0.5, double PriorDecisions = 2, double Noise = 0.5,
    double HighestReward = 1)
{
    private const double Least = 1e-9;
    private const double Most = 1e9;

    /// <summary>What is wrong in one sentence, or null.</summary>
    public string? Problem() => this switch
    {
        _ when !Enum.IsDefined(Model) => $"There is no model {(int)Model}.",
        { Floor: not (>= 0 and <= 1) } => $"The floor is a total uniform mass in [0, 1], not {Floor}.",
        { PriorDecisions: not (> 0 and <= Most) } => $"The prior must be worth more than 0 and at most {Most:g} decisions, not {PriorDecisions}.",
        { Noise: not (>= Least and <= Most) } => $"The noise must be in [{Least:g}, {Most:g}], not {Noise}.",
        { HighestReward: not (>= Least and <= Most) } => $"The highest reward must be in [{Least:g}, {Most:g}], not {HighestReward}.",
        { PriorReward: not (>= -Most and <= Most) } => $"The expected reward must be in [−{Most:g}, {Most:g}], not {PriorReward}.",
        { Model: ContextFreeModel.Beta } when !(PriorReward > 0 && PriorReward < HighestReward) =>
            $"The expected reward must lie between 0 and the highest, {HighestReward}, not at {PriorReward}.",
        _ => null,
    };

    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    internal ContextFreeSettings Validated() => Problem() is { } problem ? throw new ArgumentOutOfRangeException(nameof(Model), problem) : this;

    /// <summary>Posterior of the mean share of the highest reward. Sums outside what n rewards can make count as their nearest.</summary>
    internal BetaDistribution BetaAfter(long count, double rewardSum)
    {
        var share = PriorReward / HighestReward;
        var earned = Math.Clamp(rewardSum / HighestReward, 0, count);
        return new((share * PriorDecisions) + earned, ((1 - share) * PriorDecisions) + (count - earned));
    }

    /// <summary>Mean reward and its standard deviation.</summary>
    /// <remarks>Gaussian: precisions add, the prior's being that of <see cref="PriorDecisions"/> rewards. Source: Gelman et al., Bayesian Data Analysis, 2.5.</remarks>
    internal (double Mean, double Width) MeanAfter(long count, double rewardSum)
    {
        if (Model == ContextFreeModel.Gaussian)
        {
            var decisions = PriorDecisions + count;
            return (((PriorReward * PriorDecisions) + rewardSum) / decisions, Noise / Math.Sqrt(decisions));
        }
        var (alpha, beta) = BetaAfter(count, rewardSum);
        var sum = alpha + beta;
        return (HighestReward * (alpha / sum), HighestReward * Math.Sqrt(alpha / sum * (beta / sum) / (sum + 1)));
    }
}
