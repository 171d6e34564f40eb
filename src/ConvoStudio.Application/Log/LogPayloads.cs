using System.Text.Json;

namespace ConvoStudio.Application.Log;

/// <summary>Payload bytes to typed payloads and back.</summary>
public static class LogPayloads
{
    private static readonly object Nothing = new();

    /// <summary>The payload of an entry as its record; an entry kind without one gives an empty object.</summary>
    /// <exception cref="InvalidDataException">The bytes are not what the kind says.</exception>
    public static object Read(LogEntry entry)
    {
        try
        {
            return Read(entry.Kind, entry.Payload.Span);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Log entry {entry.Sequence} ({entry.Kind}) cannot be read: {exception.Message}", exception);
        }
    }

    public static T Read<T>(LogEntry entry)
        where T : class => Read(entry) as T ?? throw new InvalidDataException($"Log entry {entry.Sequence} is of kind {entry.Kind}.");

    /// <summary>What rules blocked, or would have, without reading the rest of the payload.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of a decision.</exception>
    public static DecisionBlocksPayload ReadBlocks(LogEntry entry)
    {
        try
        {
            return JsonSerializer.Deserialize(entry.Payload.Span, LogJson.Default.DecisionBlocksPayload)!;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Log entry {entry.Sequence} ({entry.Kind}) cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>What was drawn, without reading the rest of the payload.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of a decision.</exception>
    public static DecisionDrawnPayload ReadDrawn(LogEntry entry)
    {
        try
        {
            return JsonSerializer.Deserialize(entry.Payload.Span, LogJson.Default.DecisionDrawnPayload)!;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Log entry {entry.Sequence} ({entry.Kind}) cannot be read: {exception.Message}", exception);
        }
    }

    public static byte[] Write<T>(T payload)
        where T : class => JsonSerializer.SerializeToUtf8Bytes(payload, typeof(T), LogJson.Default);

    private static object Read(LogKind kind, ReadOnlySpan<byte> bytes) => kind switch
    {
        LogKind.Opened => JsonSerializer.Deserialize(bytes, LogJson.Default.OpenedPayload)!,
        LogKind.Turn => JsonSerializer.Deserialize(bytes, LogJson.Default.TurnPayload)!,
        LogKind.Decision or LogKind.ShadowDecision => JsonSerializer.Deserialize(bytes, LogJson.Default.DecisionPayload)!,
        LogKind.Outcome => JsonSerializer.Deserialize(bytes, LogJson.Default.OutcomePayload)!,
        LogKind.Amendment => JsonSerializer.Deserialize(bytes, LogJson.Default.AmendmentPayload)!,
        LogKind.Closed or LogKind.Expired or LogKind.WindowEnded => JsonSerializer.Deserialize(bytes, LogJson.Default.EndedPayload)!,
        LogKind.Assignment => JsonSerializer.Deserialize(bytes, LogJson.Default.AssignmentPayload)!,
        LogKind.Reallocation => JsonSerializer.Deserialize(bytes, LogJson.Default.ReallocationPayload)!,
        LogKind.Guardrail => JsonSerializer.Deserialize(bytes, LogJson.Default.GuardrailPayload)!,
        LogKind.ConfigActivated => JsonSerializer.Deserialize(bytes, LogJson.Default.ConfigActivatedPayload)!,
        LogKind.ImportedDecision => JsonSerializer.Deserialize(bytes, LogJson.Default.ImportedDecisionPayload)!,
        LogKind.Consent => JsonSerializer.Deserialize(bytes, LogJson.Default.ConsentsPayload)!,
        LogKind.Withdrawn => JsonSerializer.Deserialize(bytes, LogJson.Default.WithdrawnPayload)!,
        LogKind.Approval => JsonSerializer.Deserialize(bytes, LogJson.Default.ApprovalPayload)!,
        LogKind.Cleared => JsonSerializer.Deserialize(bytes, LogJson.Default.ClearedPayload)!,
        _ => Nothing,
    };
}
