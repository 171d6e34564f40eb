using System.Text.Json;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Log;

/// <summary>The few fields of a payload that folds want, read without the rest. Not thread-safe.</summary>
/// <remarks>A field that is missing has its default, as for the serializer. The rest of a payload is passed over, not checked. Bytes that are no JSON throw
/// <see cref="JsonException"/>, a field of another type <see cref="InvalidOperationException"/>: <see cref="Unreadable"/> says which entry it was.</remarks>
internal sealed class LogFields
{
    /// <summary>The act of a turn that gives the conversation to a person.</summary>
    internal static ReadOnlySpan<byte> HandOver => "hand-over"u8;

    private readonly NameCache _names = new();
    private readonly List<string> _arms = [];
    private readonly List<uint> _shares = [];

    /// <summary>Of a decision.</summary>
    /// <param name="row">Of kind decision.</param>
    /// <param name="untilArm">Stops at the arm: what was blocked is then found, and the rest is passed over.</param>
    public (Guid DecisionId, string? Policy, long PolicySequence, string? Experiment, string? Arm, bool HasBlocked) ReadDecision(in LogRow row, bool untilArm)
    {
        (Guid Id, string? Policy, long PolicySequence, string? Experiment, string? Arm, bool HasBlocked) fields = default;
        var reader = Begin(row);
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("decisionId"u8))
                fields.Id = Value(ref reader).GetGuid();
            else if (reader.ValueTextEquals("policy"u8))
                fields.Policy = Name(ref reader);
            else if (reader.ValueTextEquals("policySequence"u8))
                fields.PolicySequence = Value(ref reader).GetInt64();
            else if (reader.ValueTextEquals("experiment"u8))
                fields.Experiment = Name(ref reader);
            else if (reader.ValueTextEquals("arm"u8))
                fields.Arm = Name(ref reader);
            else if (reader.ValueTextEquals("blocked"u8))
                fields.HasBlocked = HasItems(ref reader);
            else
                reader.Skip();
            if (untilArm && fields.Arm is not null)
            {
                fields.HasBlocked = HasBlocked(row.Payload[(int)reader.BytesConsumed..]);
                break;
            }
        }

        return fields;
    }

    /// <summary>Of a decision: the first answer to a step of its route, or null when no step gets one.</summary>
    /// <param name="read">Of the name of a step, and whether it has a target.</param>
    public bool? ReadRoute(in LogRow row, Func<string, bool, bool?> read)
    {
        var reader = Begin(row);
        while (Next(ref reader))
        {
            if (!reader.ValueTextEquals("route"u8))
            {
                reader.Skip();
                continue;
            }

            for (reader.Read(); reader.Read() && reader.TokenType == JsonTokenType.StartObject;)
                if (ReadStep(ref reader) is var (step, hasTarget) && read(step, hasTarget) is { } answer)
                    return answer;
            return null;
        }

        return null;
    }

    private (string Step, bool HasTarget) ReadStep(ref Utf8JsonReader reader)
    {
        (string Step, bool HasTarget) step = ("", false);
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("step"u8))
                step.Step = Name(ref reader) ?? "";
            else if (reader.ValueTextEquals("target"u8))
                step.HasTarget = Value(ref reader).TokenType != JsonTokenType.Null;
            else
                reader.Skip();
        }

        return step;
    }

    /// <summary>Of a turn; it hands over when one of its acts is <see cref="HandOver"/>.</summary>
    public (Speaker Speaker, double? Sentiment, bool HandsOver) ReadTurn(in LogRow row)
    {
        (Speaker Speaker, double? Sentiment, bool HandsOver) fields = default;
        var reader = Begin(row);
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("speaker"u8))
                fields.Speaker = (Speaker)Value(ref reader).GetInt32();
            else if (reader.ValueTextEquals("sentiment"u8))
                fields.Sentiment = Value(ref reader).TokenType == JsonTokenType.Null ? null : reader.GetDouble();
            else if (reader.ValueTextEquals("acts"u8) && Value(ref reader).TokenType == JsonTokenType.StartArray)
                while (reader.Read() && reader.TokenType == JsonTokenType.String)
                    fields.HandsOver |= reader.ValueTextEquals(HandOver);
            else
                reader.Skip();
        }

        return fields;
    }

    /// <summary>Of an outcome or an amendment, which is never final.</summary>
    public (string Metric, double Value, bool Final, Guid? DecisionId) ReadOutcome(in LogRow row)
    {
        (string Metric, double Value, bool Final, Guid? DecisionId) fields = ("", 0, false, null);
        var reader = Begin(row);
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("metric"u8))
                fields.Metric = Name(ref reader)!;
            else if (reader.ValueTextEquals("value"u8))
                fields.Value = Value(ref reader).GetDouble();
            else if (reader.ValueTextEquals("final"u8))
                fields.Final = Value(ref reader).GetBoolean();
            else if (reader.ValueTextEquals("decisionId"u8))
                fields.DecisionId = Value(ref reader).TokenType == JsonTokenType.Null ? null : reader.GetGuid();
            else
                reader.Skip();
        }

        return fields;
    }

    /// <summary>Of an assignment. Its lists are used again by the next call.</summary>
    public (string Experiment, IReadOnlyList<string> Arms, IReadOnlyList<uint> Shares, string Arm, bool Repeats) ReadAssignment(in LogRow row)
    {
        _arms.Clear();
        _shares.Clear();
        var (experiment, arm, repeats) = ("", "", false);
        var reader = Begin(row);
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("experiment"u8))
                experiment = Name(ref reader)!;
            else if (reader.ValueTextEquals("arm"u8))
                arm = Name(ref reader)!;
            else if (reader.ValueTextEquals("arms"u8))
                for (reader.Read(); reader.Read() && reader.TokenType == JsonTokenType.String;)
                    _arms.Add(_names.Read(ref reader));
            else if (reader.ValueTextEquals("shares"u8))
                for (reader.Read(); reader.Read() && reader.TokenType == JsonTokenType.Number;)
                    _shares.Add(reader.GetUInt32());
            else if (reader.ValueTextEquals("repeats"u8))
                repeats = Value(ref reader).GetBoolean();
            else
                reader.Skip();
        }

        return (experiment, _arms, _shares, arm, repeats);
    }

    /// <summary>The exception that names the entry whose payload could not be read.</summary>
    public static InvalidDataException Unreadable(in LogRow row, Exception exception) =>
        new($"Log entry {row.Sequence} ({row.Kind}) cannot be read: {exception.Message}", exception);

    private static Utf8JsonReader Begin(in LogRow row)
    {
        var reader = new Utf8JsonReader(row.Payload);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The payload is no object.");
        return reader;
    }

    private static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static ref Utf8JsonReader Value(ref Utf8JsonReader reader)
    {
        reader.Read();
        return ref reader;
    }

    private string? Name(ref Utf8JsonReader reader) => Value(ref reader).TokenType == JsonTokenType.Null ? null : _names.Read(ref reader);

    // Nothing but numbers stands between a decision's arm and what was blocked, so the words are the field.
    private static bool HasBlocked(ReadOnlySpan<byte> rest)
    {
        var at = rest.IndexOf("\"blocked\":["u8);
        return at >= 0 && rest[at + "\"blocked\":["u8.Length] != (byte)']';
    }

    private static bool HasItems(ref Utf8JsonReader reader)
    {
        if (Value(ref reader).TokenType != JsonTokenType.StartArray)
            return false;
        var any = reader.Read() && reader.TokenType != JsonTokenType.EndArray;
        while (reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            reader.Read();
        }

        return any;
    }
}
