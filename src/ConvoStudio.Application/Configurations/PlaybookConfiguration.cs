using System.Text.Json.Serialization;
using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Products;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Configurations;

/// <summary>Everything decisions of one playbook use, as one immutable document. Its content hash is the SHA-256 of its canonical JSON;
/// the parts have hashes of their own, so that a replay can name the part that differs.</summary>
/// <param name="Version">Counts up by one with each activation.</param>
public sealed record PlaybookConfiguration(
    string Playbook, int Version, PlaybookPart Definition, EncoderSchema Encoder, RulesPart Rules, RewardDefinition Reward,
    IReadOnlyList<PolicyPart> Policies, IReadOnlyList<ExperimentPart> Experiments, RoutingPart Routing);

/// <summary>Acts, facts and actions; <paramref name="Fallback"/> is the action number answered when every action is blocked.</summary>
/// <param name="Locale">The first locale.</param>
/// <param name="IdleMinutes">A conversation without an entry for so long is expired.</param>
/// <param name="Products">What actions offer, for their words; null when there are none.</param>
public sealed record PlaybookPart(
    string Name, string Locale, IReadOnlyList<ActPart> Acts, IReadOnlyList<FactDefinition> Facts, IReadOnlyList<TalkTrackAction> Actions,
    int Fallback, int IdleMinutes = 30,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<OfferedProduct>? Products = null);

/// <summary>An act; one that states the outcome is never part of a move and never an input of a policy.</summary>
public sealed record ActPart(string Key, bool StatesOutcome = false);

/// <summary>Rules in force.</summary>
/// <param name="Rules">Rules of the two earlier forms; only configurations made before there were sentences have any.</param>
/// <param name="Sentences">Sentence rules in force; null in a configuration made before there were sentences, whose <paramref name="Rules"/> hold.</param>
/// <param name="Shadow">Sentence rules that only record; null for none.</param>
/// <param name="Terms">Names rules use; null for <see cref="RuleTerms.Usual"/>.</param>
public sealed record RulesPart(
    IReadOnlyList<ActionRule> Rules,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SentencePart>? Sentences = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SentencePart>? Shadow = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RuleTerms? Terms = null);

/// <summary>A sentence rule as its versioned document (<see cref="Engine.Compliance.Sentences.RuleJson"/>).</summary>
public sealed record SentencePart(string Key, int Version, string Document);

/// <summary>Kind of policy; the numbers are stored.</summary>
public enum PolicyKind
{
    /// <summary>Every eligible action alike.</summary>
    Uniform = 0,

    /// <summary>One action, as far as it is eligible.</summary>
    FixedAction = 1,

    /// <summary>Behaviour as logged, estimated from imported turns.</summary>
    BehaviorClone = 2,

    /// <summary>Recursive least squares over the context; learns. Its exploration lies in a blob, SquareCB when there is none.</summary>
    LinearBandit = 3,

    /// <summary>A scripted talk track: the first line that holds. Its lines lie in a blob.</summary>
    Script = 4,

    /// <summary>Thompson sampling without a context, for rewards that are mostly all or nothing; learns.</summary>
    BetaThompson = 5,

    /// <summary>Thompson sampling without a context, for rewards of any size; learns.</summary>
    GaussianThompson = 6,

    /// <summary>Least squares over feature sets that compete, with pairs of slots and forgetting; learns, and finds out by itself how.</summary>
    AdaptiveBandit = 7,
}

/// <summary>A policy version. Parameters lie in a blob: the fitted weights of a clone; the settings of a learner.</summary>
/// <param name="Id">Unique in the playbook and never reused.</param>
/// <param name="ParametersHash">Hex SHA-256 of the parameter blob, or null when the kind needs none.</param>
/// <param name="Floor">Total uniform mass, in [0, 1); the share of one of K eligible actions is Floor / K.</param>
/// <param name="Action">The action number of a fixed policy.</param>
public sealed record PolicyPart(string Id, string Name, PolicyKind Kind, string? ParametersHash = null, double Floor = 0.02, int? Action = null);

/// <summary>An experiment that routes traffic while <paramref name="Running"/>.</summary>
/// <param name="Epoch">Counts up whenever shares or arms change; new units are drawn from the new shares only.</param>
/// <param name="Plan">Null in configurations made before experiments had one: everybody takes part, in whatever turn.</param>
public sealed record ExperimentPart(
    string Key, string Name, int Epoch, bool Running, IReadOnlyList<ArmPart> Arms,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ExperimentPlan? Plan = null);

/// <summary>An arm; <paramref name="Share"/> is an integer weight.</summary>
public sealed record ArmPart(string Key, string Name, string Policy, uint Share, bool Control);

/// <summary>freeze → global holdout → experiment → canary → champion.</summary>
/// <param name="Champion">Policy id that answers outside experiments.</param>
/// <param name="FrozenTo">Policy id that answers everything while a freeze is on, or null.</param>
/// <param name="HoldoutShare">Share of customers in [0, 1] kept on <paramref name="Holdout"/>.</param>
public sealed record RoutingPart(string Champion, string? FrozenTo = null, double HoldoutShare = 0, string? Holdout = null, string? Canary = null, double CanaryShare = 0);
