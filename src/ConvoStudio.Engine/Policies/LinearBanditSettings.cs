namespace ConvoStudio.Engine.Policies;

/// <summary>Settings of the linear bandit; part of a policy's identity and of its saved bytes.</summary>
/// <remarks>The defaults of γ suit rewards in [0, 1]: with K = 10 actions a gap of 0.1 leaves a worse action 1/11 at the start, 1/42 after 1,000
/// learnt decisions and 1/110 after 10,000, before the floor.</remarks>
/// <param name="Floor">Total uniform mass of every decision, in [0, 1]; 0 is for benchmarks.</param>
/// <param name="GammaScale">γ of SquareCB before anything is learnt; more than 0, unit 1 / reward.</param>
/// <param name="GammaExponent">γ grows as (learnt + 1) to this power, in [0, 1].</param>
/// <param name="Ridge">λ, in units of squared standardised slots: the penalty is λ Σ sⱼ²βⱼ²; more than 0.</param>
/// <param name="SharedBlock">One block that all actions share beside each action's own; false leaves the actions apart.</param>
public sealed record LinearBanditSettings(
    double Floor = 0.02, double GammaScale = 10, double GammaExponent = 0.5, double Ridge = 1, bool SharedBlock = true)
{
    /// <summary>Throws when a setting is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    internal LinearBanditSettings Validated()
    {
        PolicyArguments.RequireFloor(Floor);
        if (!(GammaScale > 0 && double.IsFinite(GammaScale)))
            throw new ArgumentOutOfRangeException(nameof(GammaScale), GammaScale, "The scale of gamma must be finite and above 0.");
        if (!(GammaExponent >= 0 && GammaExponent <= 1))
            throw new ArgumentOutOfRangeException(nameof(GammaExponent), GammaExponent, "The exponent of gamma must be in [0, 1].");
        if (!(Ridge > 0 && double.IsFinite(Ridge)))
            throw new ArgumentOutOfRangeException(nameof(Ridge), Ridge, "The ridge must be finite and above 0.");
        return this;
    }
}
