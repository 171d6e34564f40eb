using System.Text.Json;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Web.Api;

/// <summary>Opens a conversation.</summary>
/// <param name="CustomerKey">The client's own key of the customer; only a keyed hash of it is stored.</param>
/// <param name="Facts">By key: a value, null when not known, or {"withheld": true}.</param>
internal sealed record OpenConversationRequest(
    string? IdempotencyKey, string? CustomerKey, string? ExternalId, string? Channel, string? Jurisdiction, string? TimeZone, string? Locale,
    IReadOnlyDictionary<string, JsonElement>? Facts, IReadOnlyList<ConsentRequest?>? Consents) : IIdempotentRequest;

/// <summary>A consent, or its refusal, for a purpose; on every channel where none is named.</summary>
internal sealed record ConsentRequest(string? Purpose, string? Channel, bool? Granted);

/// <summary>Adds a turn.</summary>
/// <param name="Acts">Acts in order; left out or empty where none is known: the turn is then unlabelled.</param>
/// <param name="DecisionId">The decision an agent's turn carries out.</param>
/// <param name="Execution">followed, edited or overridden.</param>
/// <param name="Executed">Key of the action that was carried out instead of the drawn one.</param>
/// <param name="At">When it was said; now where it is left out.</param>
internal sealed record AddTurnRequest(
    string? IdempotencyKey, Speaker? Speaker, IReadOnlyList<string>? Acts, string? Product, double? Sentiment,
    IReadOnlyDictionary<string, JsonElement>? Facts, string? Text, Guid? DecisionId, string? Execution, string? Executed, DateTimeOffset? At) : IIdempotentRequest;

/// <summary>Asks what to do next.</summary>
/// <param name="Offered">Keys of the actions allowed this turn; all where it is left out.</param>
internal sealed record DecideRequest(string? IdempotencyKey, IReadOnlyList<string>? Offered) : IIdempotentRequest;

/// <summary>Reports an outcome.</summary>
/// <param name="Metric">For example converted (0 or 1) or value.</param>
/// <param name="Final">Nothing more will come: the decisions may be learnt now.</param>
internal sealed record RecordOutcomeRequest(
    string? IdempotencyKey, string? Metric, double? Value, bool? Final, Guid? DecisionId, DateTimeOffset? At) : IIdempotentRequest;

/// <summary>Consents given or revoked in the course of a conversation.</summary>
/// <param name="At">When; now where it is left out.</param>
internal sealed record GiveConsentRequest(string? IdempotencyKey, IReadOnlyList<ConsentRequest?>? Consents, DateTimeOffset? At) : IIdempotentRequest;

/// <summary>Closes a conversation.</summary>
internal sealed record CloseRequest(string? IdempotencyKey) : IIdempotentRequest;
