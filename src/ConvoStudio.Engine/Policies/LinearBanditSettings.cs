using ConvoStudio.Engine.Policies.Exploration;

namespace ConvoStudio.Engine.Policies;

/// <summary>Settings of the linear bandit; part of a policy's identity and of its saved bytes.</summary>
/// <param name="Floor">Total uniform mass of every decision, in [0, 1]; 0 is for benchmarks.</param>
/// <param name="Ridge">λ, in units of squared standardised slots: the penalty is λ Σ sⱼ²βⱼ²; more than 0.</param>
/// <param name="SharedBlock">One block that all actions share beside each action's own; false leaves the actions apart.</param>
/// <param name="PriorReward">What a decision is expected to earn before anything is learnt; the model is of the differences from it. Magnitude up to 1e30.</param>
public sealed record LinearBanditSettings(double Floor = 0.02, double Ridge = 1, bool SharedBlock = true, double PriorReward = 0)
{
    /// <summary>How scores and widths become chances.</summary>
    public ExplorationSettings Exploration { get; init; } = ExplorationSettings.SquareCb();

    /// <summary>Throws when a setting is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    internal LinearBanditSettings Validated()
    {
        PolicyArguments.RequireFloor(Floor);
        Exploration.Validated();
        if (!(Ridge > 0 && double.IsFinite(Ridge)))
            throw new ArgumentOutOfRangeException(nameof(Ridge), Ridge, "The ridge must be finite and above 0.");
        if (!(Math.Abs(PriorReward) <= PolicyArguments.MaxMagnitude))
            throw new ArgumentOutOfRangeException(nameof(PriorReward), PriorReward, "The expected reward must be a number.");
        return this;
    }
}
