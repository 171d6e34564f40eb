using System.Text.Json;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Conversations;

/// <summary>Opens a conversation.</summary>
/// <param name="Scope">Who asks (the API key's id): the scope of the idempotency key.</param>
public sealed record OpenConversation(
    string Scope, string Playbook, string CustomerKey, string? ExternalId, string Channel, string? Jurisdiction, string? TimeZone, string? Locale,
    IReadOnlyDictionary<string, JsonElement>? Facts, IReadOnlyList<Log.ConsentPayload>? Consents, DateTimeOffset? At = null);

/// <summary>Adds a turn.</summary>
/// <param name="Acts">Acts in order; null or none where nobody has said what the turn does: it is stored as <see cref="Unlabelled"/>.</param>
public sealed record AddTurn(
    Speaker Speaker, IReadOnlyList<string>? Acts, string? Product = null, double? Sentiment = null, IReadOnlyDictionary<string, JsonElement>? Facts = null,
    string? Text = null, Guid? DecisionId = null, string? Execution = null, string? Executed = null, DateTimeOffset? At = null);

/// <summary>Reports an outcome.</summary>
public sealed record RecordOutcome(string Metric, double Value, bool Final = false, Guid? DecisionId = null, DateTimeOffset? At = null);

/// <summary>How a conversation stands.</summary>
public enum ConversationStatus
{
    Open = 0,
    Closed = 1,
    Expired = 2,
}
