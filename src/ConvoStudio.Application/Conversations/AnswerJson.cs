using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ConvoStudio.Application.Conversations;

/// <summary>201 of opening a conversation.</summary>
public sealed record OpenedAnswer(Guid ConversationId);

/// <summary>201 of a turn.</summary>
public sealed record TurnAnswer(Guid ConversationId, int Turn);

/// <summary>201 of an outcome; <paramref name="Amendment"/> is true when the decisions had been learnt before it came.</summary>
public sealed record OutcomeAnswer(Guid ConversationId, string Metric, double Value, bool Amendment);

/// <summary>201 of consents.</summary>
public sealed record ConsentAnswer(Guid ConversationId, int Consents);

/// <summary>200 of a close.</summary>
public sealed record ClosedAnswer(Guid ConversationId, bool Closed);

/// <summary>Answers that are stored with their log row and given again byte for byte.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpenedAnswer))]
[JsonSerializable(typeof(TurnAnswer))]
[JsonSerializable(typeof(OutcomeAnswer))]
[JsonSerializable(typeof(ConsentAnswer))]
[JsonSerializable(typeof(ClosedAnswer))]
[JsonSerializable(typeof(Decisions.DecisionAnswer))]
public sealed partial class AnswerJson : JsonSerializerContext
{
    internal static ReadOnlyMemory<byte> Write<T>(T answer, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(answer, type);
}
