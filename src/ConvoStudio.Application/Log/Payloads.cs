using System.Text.Json.Serialization;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Log;

// Payloads are JSON made by the source generator. A field may be added (nullable or with a default), never renamed or removed;
// a change of meaning raises SchemaVersion and its reader keeps the old branch.

/// <summary>opened: facts of usage policy only, consents, and the configuration in force.</summary>
/// <param name="Testing">Experiment → arm that the customer, a tester, always gets; null for everybody else.</param>
public sealed record OpenedPayload(
    IReadOnlyDictionary<string, FactValue>? Facts, IReadOnlyList<ConsentPayload>? Consents, string ConfigurationHash, IReadOnlyDictionary<string, string>? Testing = null);

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

/// <summary>An action that is eligible because somebody approved it.</summary>
/// <param name="Role">Role of whoever approved.</param>
public sealed record ApprovedPayload(int Action, string Rule, string RuleHash, int Version, string Role);

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
/// <param name="HistoryWithdrawnUpTo">Imported conversations up to this number did not count among them, since their import had been undone; null where no rule looks there, and in
/// rows written before this was kept.</param>
/// <param name="Approved">Actions that are eligible only because of an approval; null for none.</param>
public sealed record DecisionPayload(
    Guid DecisionId, string ConfigurationHash, string PlaybookHash, string EncoderHash, string RulesHash, string RewardHash, string PolicyHash,
    string Policy, long PolicySequence, long StateSequence, DateTimeOffset EvaluatedAt, int? UtcOffsetMinutes, string KernelId,
    IReadOnlyList<RouteStepPayload> Route, string? Experiment, string? Arm,
    IReadOnlyList<int>? Offered, IReadOnlyList<int> Eligible, IReadOnlyList<ulong> Weights, IReadOnlyList<double> Scores, IReadOnlyList<double> Widths,
    IReadOnlyList<BlockedPayload> Blocked, bool Forced, uint Draw, int Drawn, IReadOnlyList<int> Slots, IReadOnlyList<double> Values,
    IReadOnlyList<BlockedPayload>? ShadowBlocked = null, IReadOnlyList<NotedPayload>? Noted = null, bool RuleAlarm = false, long HistorySequence = 0,
    long? HistoryWithdrawnUpTo = null, IReadOnlyList<ApprovedPayload>? Approved = null);

/// <summary>The part of a decision's payload that says what was drawn.</summary>
public sealed record DecisionDrawnPayload(Guid DecisionId, int Drawn);

/// <summary>The part of a decision's payload that says whether a rule stood in the way.</summary>
public sealed record DecisionBlocksPayload(
    IReadOnlyList<BlockedPayload>? Blocked, IReadOnlyList<BlockedPayload>? ShadowBlocked = null, Guid DecisionId = default, bool Forced = false, bool RuleAlarm = false);

/// <summary>outcome: the metric's value for the conversation, or for one decision. A later value of the same metric replaces it.</summary>
public sealed record OutcomePayload(string Metric, double Value, bool Final, Guid? DecisionId);

/// <summary>amendment: an outcome that came, or changed, after the conversation's decisions were learnt.</summary>
public sealed record AmendmentPayload(string Metric, double Value, double? Before, Guid? DecisionId);

/// <summary>closed, expired and window-ended carry the reason only.</summary>
public sealed record EndedPayload(string Reason);

/// <summary>assignment: the arm drawn for a unit, with the shares it was drawn from.</summary>
/// <param name="ReallocationSequence">The reallocation the shares came from; 0 for those of the configuration.</param>
/// <param name="Repeats">The unit had its arm before, in another conversation: it is not counted again.</param>
public sealed record AssignmentPayload(
    string Experiment, int Epoch, string Unit, IReadOnlyList<string> Arms, IReadOnlyList<uint> Shares, uint Draw, string Arm,
    long ReallocationSequence = 0, bool Repeats = false);

/// <summary>reallocation: the shares new units of a bandit experiment get from here on, and everything they were computed from.</summary>
/// <param name="UpToSequence">The log up to here was counted.</param>
/// <param name="Number">Counts up from 1.</param>
/// <param name="Arms">In the order of the configuration; each a line of inputs and results.</param>
public sealed record ReallocationPayload(string Playbook, string Experiment, int Epoch, int Number, long UpToSequence, IReadOnlyList<ReallocatedArmPayload> Arms);

/// <summary>One arm of a reallocation.</summary>
/// <param name="Units">Closed units in assignment order.</param>
/// <param name="Sum">Sum of the metric over them.</param>
/// <param name="SumSquares">Sum of its squares.</param>
/// <param name="Mean">Of the posterior.</param>
/// <param name="Deviation">Of the posterior.</param>
/// <param name="ProbabilityBest">That the arm is the best.</param>
/// <param name="Before">Share until now; shares sum to 2³².</param>
/// <param name="Share">Share from now on.</param>
public sealed record ReallocatedArmPayload(
    string Arm, long Units, double Sum, double SumSquares, double Mean, double Deviation, double ProbabilityBest, uint Before, uint Share);

/// <summary>guardrail: a metric of an arm passed what was allowed, and what was done about it.</summary>
/// <param name="Difference">Arm less control; the arm itself when the limit is fixed.</param>
/// <param name="High">Upper end of the one-sided interval: where falling does harm, all of it lies beyond the limit.</param>
/// <param name="UpToSequence">The log up to here was counted.</param>
/// <param name="Rises">Rising does harm; else falling.</param>
/// <param name="Fixed">The margin is the value the arm must not pass; else it is measured from control.</param>
/// <param name="Low">Lower end of the one-sided interval where rising does harm: all of it lies beyond the limit; else null.</param>
public sealed record GuardrailPayload(
    string Playbook, string Experiment, string Arm, string Metric, double Margin, double Difference, double High, string Effect, long UpToSequence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Rises = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Fixed = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Low = null);

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

/// <summary>approval: from here on this version of the rule no longer stops in this conversation what needs the role's approval.</summary>
/// <param name="By">Who approved.</param>
/// <param name="Note">Why, or null.</param>
public sealed record ApprovalPayload(string Rule, int Version, string Role, string By, string? Note);

/// <summary>cleared: what rules stopped after a hand-over may be said again.</summary>
/// <param name="By">Who cleared it.</param>
/// <param name="Note">Why, or null.</param>
public sealed record ClearedPayload(string By, string? Note);

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
[JsonSerializable(typeof(ReallocationPayload))]
[JsonSerializable(typeof(GuardrailPayload))]
[JsonSerializable(typeof(ConfigActivatedPayload))]
[JsonSerializable(typeof(ImportedDecisionPayload))]
[JsonSerializable(typeof(WithdrawnPayload))]
[JsonSerializable(typeof(ApprovalPayload))]
[JsonSerializable(typeof(ClearedPayload))]
public sealed partial class LogJson : JsonSerializerContext;
