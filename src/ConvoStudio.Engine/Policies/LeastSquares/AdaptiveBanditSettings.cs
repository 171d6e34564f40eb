namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Settings of the adaptive bandit; part of a policy's identity and of its saved bytes. One default for every task: nothing is tuned by data set.</summary>
/// <param name="Floor">Total uniform mass of every decision, in [0, 1]; 0 is for benchmarks.</param>
/// <param name="Exploration">How many standard widths the upper bound lies above the estimate; 0 (greedy) or more.</param>
/// <param name="PriorMean">Reward expected of an action nothing is known of: "about 3 % convert" is 0.03. Magnitude up to 1e30.</param>
/// <param name="Ridge">Penalty of a coefficient of a standardised feature, in units of the reward's noise; more than 0.</param>
/// <param name="BiasRidge">Penalty of the intercept's distance from <paramref name="PriorMean"/>; more than 0.</param>
/// <param name="SharedBlock">One block over the single slots that all actions share beside each action's own.</param>
/// <param name="Features">Feature sets that are tried beside each other; at least one.</param>
/// <param name="MaxFeatures">Features of a block, the intercept among them, in [2, 256]. Where the slots alone are more, blocks keep a diagonal in place of a matrix.</param>
/// <param name="DriftThreshold">Alarm level of the drift test in standard deviations of the residual; 0 turns it off.</param>
/// <param name="Remembered">Share of an action's history kept when its rewards have drifted, in (0, 1].</param>
/// <param name="RememberedElsewhere">Share kept of the other actions then, in (0, 1].</param>
public sealed record AdaptiveBanditSettings(
    double Floor = 0.02, double Exploration = 0.3, double PriorMean = 0, double Ridge = 1, double BiasRidge = 0.1, bool SharedBlock = false,
    FeatureSets Features = FeatureSets.All, int MaxFeatures = AdaptiveBanditSettings.FeatureLimit,
    double DriftThreshold = 30, double Remembered = 0.05, double RememberedElsewhere = 0.2)
{
    /// <summary>Most features of a block with a matrix.</summary>
    public const int FeatureLimit = 256;

    /// <summary>The one default.</summary>
    public static AdaptiveBanditSettings Default { get; } = new();

    /// <summary>Throws when a setting is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    internal AdaptiveBanditSettings Validated()
    {
        PolicyArguments.RequireFloor(Floor);
        Require(Exploration >= 0 && double.IsFinite(Exploration), nameof(Exploration), Exploration);
        Require(Math.Abs(PriorMean) <= PolicyArguments.MaxMagnitude, nameof(PriorMean), PriorMean);
        Require(Ridge > 0 && double.IsFinite(Ridge), nameof(Ridge), Ridge);
        Require(BiasRidge > 0 && double.IsFinite(BiasRidge), nameof(BiasRidge), BiasRidge);
        Require(Features != FeatureSets.None && (Features & ~FeatureSets.All) == FeatureSets.None, nameof(Features), Features);
        Require(MaxFeatures is >= 2 and <= FeatureLimit, nameof(MaxFeatures), MaxFeatures);
        Require(DriftThreshold >= 0 && double.IsFinite(DriftThreshold), nameof(DriftThreshold), DriftThreshold);
        Require(Remembered is > 0 and <= 1, nameof(Remembered), Remembered);
        Require(RememberedElsewhere is > 0 and <= 1, nameof(RememberedElsewhere), RememberedElsewhere);
        return this;
    }

    private static void Require(bool holds, string name, object value)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"The setting {name} is out of range.");
    }
}
