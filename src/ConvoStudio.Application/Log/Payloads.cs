using System.Text.Json.Serialization;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Log;

// Payloads are JSON made by the source generator. A field may be added (nullable or with a default), never renamed or removed;
// a change of meaning raises SchemaVersion and its reader keeps the old branch.

/// <summary>opened: facts of usage policy only, consents, and the configuration in force.</summary>
public sealed record OpenedPayload(IReadOnlyDictionary<string, FactValue>? Facts, IReadOnlyList<ConsentPayload>? Consents, string ConfigurationHash);

/// <summary>A consent for a purpose on a channel.</summary>
public sealed record ConsentPayload(string Purpose, string? Channel, bool Granted);

/// <summary>consent: given or revoked in the course of a conversation.</summary>
public sealed record ConsentsPayload(IReadOnlyList<ConsentPayload> Consents);

/// <summary>A rule in force that an executed move broke, for review.</summary>
/// <param name="Sentence">Why, in words that anyone may see.</param>
public sealed record BreachPayload(string Rule, int Version, string RuleHash, string Sentence);

/// <summary>turn: what was said, as acts; deviations from a drawn action beside it.</summary>
/// <param name="Execution">followed, edited or overridden; null when the turn follows no decision.</param>
/// <param name="Breaches">Rules in force that what the agent said broke; null for none.</param>
/// <param name="Executed">Key of the executed action when it was not the drawn one.</param>
public sealed record TurnPayload(
    Speaker Speaker, IReadOnlyList<string> Acts, string? Product, double? Sentiment, IReadOnlyDictionary<string, FactValue>? Facts,
    Guid? DecisionId, string? Execution, string? Executed, bool HasText, IReadOnlyList<BreachPayload>? Breaches = null);

/// <summary>A blocked action with the rule that blocked it.</summary>
/// <param name="Version">Version of a sentence rule; 0 for a rule of the earlier forms.</param>
public sealed record BlockedPayload(int Action, string Rule, string RuleHash, string Sentence, int Version = 0);

/// <summary>An action that stayed eligible although a rule speaks against it.</summary>
/// <param name="Warns">Whoever says it is warned; otherwise it is only recorded.</param>
public sealed record NotedPayload(int Action, string Rule, string RuleHash, string Sentence, int Version, bool Warns);

/// <summary>One step of the routing order with the probability it had.</summary>
public sealed record RouteStepPayload(string Step, string? Target, double Probability);

/// <summary>decision: everything needed to value it and to recompute it.</summary>
/// <param name="StateSequence">Entries of the conversation up to here made the state.</param>
/// <param name="PolicySequence">The policy had learnt the log up to here.</param>
/// <param name="Context">Sparse encoded context: slot numbers and values, ascending.</param>
/// <param name="Draw">draw_u32 in [0, 2³²).</param>
/// <param name="ShadowBlocked">What rules in shadow would have blocked; null for nothing.</param>
/// <param name="Noted">Actions that stayed eligible although a rule warns of them or records them; null for none.</param>
/// <param name="RuleAlarm">A rule could not be evaluated, so it blocked.</param>
/// <param name="HistorySequence">Entries of the customer's other conversations up to here were counted by rules; 0 where no rule looks there.</param>
public sealed record DecisionPayload(
    Guid DecisionId, string ConfigurationHash, string PlaybookHash, string EncoderHash, string RulesHash, string RewardHash, string PolicyHash,
    string Policy, long PolicySequence, long StateSequence, DateTimeOffset EvaluatedAt, int? UtcOffsetMinutes, string KernelId,
    IReadOnlyList<RouteStepPayload> Route, string? Experiment, string? Arm,
    IReadOnlyList<int>? Offered, IReadOnlyList<int> Eligible, IReadOnlyList<ulong> Weights, IReadOnlyList<double> Scores, IReadOnlyList<double> Widths,
    IReadOnlyList<BlockedPayload> Blocked, bool Forced, uint Draw, int Drawn, IReadOnlyList<int> Slots, IReadOnlyList<double> Values,
    IReadOnlyList<BlockedPayload>? ShadowBlocked = null, IReadOnlyList<NotedPayload>? Noted = null, bool RuleAlarm = false, long HistorySequence = 0);

/// <summary>The part of a decision's payload that says what was drawn.</summary>
public sealed record DecisionDrawnPayload(Guid DecisionId, int Drawn);

/// <summary>The part of a decision's payload that says whether a rule stood in the way.</summary>
public sealed record DecisionBlocksPayload(IReadOnlyList<BlockedPayload>? Blocked, IReadOnlyList<BlockedPayload>? ShadowBlocked = null);

/// <summary>outcome: the metric's value for the conversation, or for one decision. A later value of the same metric replaces it.</summary>
public sealed record OutcomePayload(string Metric, double Value, bool Final, Guid? DecisionId);

/// <summary>amendment: an outcome that came, or changed, after the conversation's decisions were learnt.</summary>
public sealed record AmendmentPayload(string Metric, double Value, double? Before, Guid? DecisionId);

/// <summary>closed, expired and window-ended carry the reason only.</summary>
public sealed record EndedPayload(string Reason);

/// <summary>assignment: the arm drawn for a unit, with the shares it was drawn from.</summary>
public sealed record AssignmentPayload(
    string Experiment, int Epoch, string Unit, IReadOnlyList<string> Arms, IReadOnlyList<uint> Shares, uint Draw, string Arm);

/// <summary>config-activated: from this entry on decisions use the configuration of this hash.</summary>
public sealed record ConfigActivatedPayload(string Playbook, string Hash, int Version, string? Author);

/// <summary>imported-decision: what the agent of an imported conversation did, as a move of the playbook; no propensity is known.</summary>
public sealed record ImportedDecisionPayload(int Action, IReadOnlyList<int> Slots, IReadOnlyList<double> Values);

/// <summary>withdrawn: every imported conversation of the playbook with a number up to <paramref name="UpToNo"/> no longer counts. Conversations of one import
/// reach a playbook while no other does, so one number bounds them.</summary>
/// <param name="Import">The import that was undone.</param>
/// <param name="Conversations">How many there were, for people.</param>
/// <param name="By">Who undid it.</param>
public sealed record WithdrawnPayload(string Playbook, Guid Import, long UpToNo, long Conversations, string By);

/// <summary>Source-generated serialisation of every payload.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(OpenedPayload))]
[JsonSerializable(typeof(TurnPayload))]
[JsonSerializable(typeof(ConsentsPayload))]
[JsonSerializable(typeof(DecisionDrawnPayload))]
[JsonSerializable(typeof(DecisionPayload))]
[JsonSerializable(typeof(DecisionBlocksPayload))]
[JsonSerializable(typeof(OutcomePayload))]
[JsonSerializable(typeof(AmendmentPayload))]
[JsonSerializable(typeof(EndedPayload))]
[JsonSerializable(typeof(AssignmentPayload))]
[JsonSerializable(typeof(ConfigActivatedPayload))]
[JsonSerializable(typeof(ImportedDecisionPayload))]
[JsonSerializable(typeof(WithdrawnPayload))]
public sealed partial class LogJson : JsonSerializerContext;
