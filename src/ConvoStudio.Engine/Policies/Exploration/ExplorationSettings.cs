namespace ConvoStudio.Engine.Policies.Exploration;

/// <summary>Which exploration, and how strong; part of a policy's identity and of its saved bytes. Made by the method of its kind.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Strength">SquareCB: γ before anything is learnt, unit 1 / reward, above 0. Adaptive SquareCB: standard deviation of a reward, what a width of 1
/// is worth, above 0. LinUCB and Thompson sampling: rewards a width of 1 is worth, 0 or more. RegCB: excess squared loss that is still plausible,
/// unit reward², 0 or more. ε-greedy: ε in [0, 1]. Softmax: temperature, unit reward, above 0. Finite.</param>
/// <param name="Exponent">SquareCB alone: γ grows as (learnt + 1) to this power, in [0, 1]. Else 0.</param>
/// <param name="Ceiling">RegCB alone: the greatest possible reward; +∞ when there is none. Else +∞.</param>
public sealed record ExplorationSettings(ExplorationKind Kind, double Strength, double Exponent = 0, double Ceiling = double.PositiveInfinity)
{
    /// <summary>Largest strength.</summary>
    public const double MostStrength = 1e12;

    /// <summary>SquareCB with γ = scale · (learnt + 1)^exponent.</summary>
    /// <remarks>The defaults suit rewards in [0, 1]: with K = 10 actions a gap of 0.1 leaves a worse action 1/11 at the start, 1/42 after 1,000
    /// learnt decisions and 1/110 after 10,000, before the floor.</remarks>
    public static ExplorationSettings SquareCb(double scale = 10, double exponent = 0.5) => new(ExplorationKind.SquareCb, scale, exponent);

    /// <summary>SquareCB with γ from the widths.</summary>
    /// <param name="noise">Standard deviation of a reward; ½ is the largest one of rewards in [0, 1].</param>
    public static ExplorationSettings AdaptiveSquareCb(double noise = 0.5) => new(ExplorationKind.AdaptiveSquareCb, noise);

    /// <summary>The greatest score + widths · width.</summary>
    public static ExplorationSettings LinUcb(double widths = 1) => new(ExplorationKind.LinUcb, widths);

    /// <summary>Chance of being the best.</summary>
    /// <param name="noise">Standard deviation of a reward; scales the widths.</param>
    public static ExplorationSettings ThompsonSampling(double noise = 0.5) => new(ExplorationKind.ThompsonSampling, noise);

    /// <summary>The greatest plausible reward.</summary>
    /// <param name="excessLoss">Excess squared loss of a model that is still plausible after the first decision.</param>
    /// <param name="ceiling">The greatest possible reward.</param>
    public static ExplorationSettings RegCbOpt(double excessLoss = 0.1, double ceiling = 1) => new(ExplorationKind.RegCbOpt, excessLoss, Ceiling: ceiling);

    /// <summary>The greatest score; with probability ε any action.</summary>
    public static ExplorationSettings EpsilonGreedy(double epsilon = 0.1) => new(ExplorationKind.EpsilonGreedy, epsilon);

    /// <summary>In proportion to e^(score / temperature).</summary>
    public static ExplorationSettings Softmax(double temperature = 0.05) => new(ExplorationKind.Softmax, temperature);

    /// <summary>What is wrong in one sentence, or null.</summary>
    public string? Problem() => this switch
    {
        _ when !Enum.IsDefined(Kind) => $"There is no exploration {(int)Kind}.",
        { Kind: ExplorationKind.EpsilonGreedy, Strength: not (>= 0 and <= 1) } => $"Epsilon must be in [0, 1], not {Strength}.",
        { Kind: ExplorationKind.LinUcb or ExplorationKind.ThompsonSampling or ExplorationKind.RegCbOpt, Strength: not (>= 0 and <= MostStrength) } =>
            $"The strength must be in [0, {MostStrength:g}], not {Strength}.",
        { Kind: ExplorationKind.SquareCb or ExplorationKind.AdaptiveSquareCb or ExplorationKind.Softmax, Strength: not (> 0 and <= MostStrength) } =>
            $"The strength must be above 0 and at most {MostStrength:g}, not {Strength}.",
        { Kind: ExplorationKind.SquareCb, Exponent: not (>= 0 and <= 1) } => $"The exponent of gamma must be in [0, 1], not {Exponent}.",
        { Kind: not ExplorationKind.SquareCb, Exponent: not 0 } => "Only SquareCB has an exponent.",
        { Kind: not ExplorationKind.RegCbOpt, Ceiling: not double.PositiveInfinity } => "Only RegCB has a ceiling.",
        _ when double.IsNaN(Ceiling) || double.IsNegativeInfinity(Ceiling) => "The ceiling must be a number.",
        _ => null,
    };

    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    internal ExplorationSettings Validated() => Problem() is { } problem ? throw new ArgumentOutOfRangeException(nameof(Strength), problem) : this;

    internal void Write(StateWriter writer)
    {
        writer.Write((int)Kind);
        writer.Write(Strength);
        writer.Write(Exponent);
        writer.Write(Ceiling);
    }

    internal static ExplorationSettings Read(ref StateReader reader)
    {
        var settings = new ExplorationSettings(
            (ExplorationKind)reader.ReadInt32("exploration"), reader.ReadDouble("strength"), reader.ReadDouble("exponent"), reader.ReadDouble("ceiling"));
        return settings.Problem() is { } problem ? throw reader.Invalid($"has an exploration out of range: {problem}") : settings;
    }
}
