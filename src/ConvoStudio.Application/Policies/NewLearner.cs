using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Policies.ContextFree;
using ConvoStudio.Engine.Policies.Exploration;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Policies;

/// <summary>A learning policy to be. What is left out follows from the reward of the playbook.</summary>
/// <param name="Id">Unique in the playbook.</param>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Floor">Total uniform mass, <see cref="LeastFloor"/> to <see cref="MostFloor"/>.</param>
/// <param name="Exploration">A linear learner's; null for the usual one.</param>
/// <param name="Strength">Of the exploration; null for the usual one. Range as in <see cref="ExplorationSettings"/>.</param>
/// <param name="ExpectedConversion">Share of conversations expected to convert, in (0, 1); null when nobody knows.</param>
/// <param name="StartsFromImported">Whether a linear learner starts from what was imported.</param>
public sealed record NewLearner(
    string Id, string Name, PolicyKind Kind, double Floor = NewLearner.UsualFloor, ExplorationKind? Exploration = null, double? Strength = null,
    double? ExpectedConversion = null, bool StartsFromImported = false)
{
    public const double UsualFloor = 0.02;

    /// <summary>Less would leave too little of every action to judge other policies by.</summary>
    public const double LeastFloor = 0.001;

    public const double MostFloor = 0.5;

    /// <summary>Kinds that learn, the usual one first.</summary>
    public static IReadOnlyList<PolicyKind> Kinds { get; } = [PolicyKind.AdaptiveBandit, PolicyKind.LinearBandit, PolicyKind.BetaThompson, PolicyKind.GaussianThompson];

    /// <summary>The settings it will have under a reward.</summary>
    /// <param name="imported">What there is to start from, if it shall.</param>
    public LearnerSettings Settings(RewardDefinition reward, WarmStart? imported = null)
    {
        var (expected, noise, highest) = RewardExpectation.Of(reward, ExpectedConversion);
        var linear = Kind == PolicyKind.LinearBandit;
        var kind = Kind switch
        {
            PolicyKind.LinearBandit => Exploration ?? ExplorationKind.SquareCb,
            PolicyKind.AdaptiveBandit => ExplorationKind.LinUcb,
            _ => ExplorationKind.ThompsonSampling,
        };
        // Without an expectation learners that read the conversation begin at 0, as they always did; the others need a middle to begin from.
        return new LearnerSettings(
            kind, linear && Strength is { } strength ? strength : UsualStrength(kind, noise, highest), kind == ExplorationKind.SquareCb ? 0.5 : 0,
            Kind is PolicyKind.LinearBandit or PolicyKind.AdaptiveBandit && ExpectedConversion is null ? 0 : expected, noise, highest, ExpectedConversion: ExpectedConversion,
            WarmStart: StartsFromImported ? imported : null);
    }

    /// <summary>The strength that suits rewards of a size and noise: the textbook's, in units of the reward.</summary>
    public static double UsualStrength(ExplorationKind kind, double noise, double highestReward) => kind switch
    {
        ExplorationKind.SquareCb => 10 / highestReward,
        ExplorationKind.RegCbOpt => 0.1 * highestReward * highestReward,
        ExplorationKind.EpsilonGreedy => 0.1,
        ExplorationKind.Softmax => 0.05 * highestReward,
        _ => noise,
    };

    /// <summary>Adds what is wrong, under names that begin with <paramref name="prefix"/>.</summary>
    internal FieldErrors Check(FieldErrors errors, RewardDefinition reward, string prefix = "")
    {
        errors.Key(Id, $"{prefix}id").Text(Name, $"{prefix}name", 100)
            .Require(Kinds.Contains(Kind), $"{prefix}kind", "Choose a kind of policy that learns.")
            .Require(Floor is >= LeastFloor and <= MostFloor, $"{prefix}floor", "From 0.1 % to 50 %.")
            .Require(ExpectedConversion is null or (> 0 and < 1), $"{prefix}expectedConversion", "Between 0 % and 100 %, or nothing.")
            .Require(Kind == PolicyKind.LinearBandit || (Exploration is null && Strength is null), $"{prefix}exploration", "This kind of policy sees to its exploration itself.")
            .Require(Kind == PolicyKind.LinearBandit || !StartsFromImported, $"{prefix}startsFromImported", "Only the linear learner starts from imported conversations.");
        if (!Kinds.Contains(Kind) || ExpectedConversion is not (null or (> 0 and < 1)))
            return errors;
        var settings = Settings(reward);
        var problem = Kind == PolicyKind.LinearBandit ? settings.ToExploration().Problem() : settings.ToContextFree(ContextFreeModel.Beta, Floor).Problem();
        return errors.Require(problem is null, Kind == PolicyKind.LinearBandit ? $"{prefix}strength" : $"{prefix}kind", problem ?? "");
    }
}
