using System.Buffers;
using System.Text;
using System.Text.Json;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Simulation;

/// <summary>Writes recorded conversations as one JSON object a line, in the schema the importer reads.</summary>
public static class SampleConversationJson
{
    private const string NoName = "sample";

    /// <summary>One line without a line break: conversation_id, dataset, turns, outcome, context. Equal conversations give equal lines.</summary>
    /// <param name="conversation">The conversation; facts that are withheld or unknown are written as null.</param>
    /// <param name="dataset">Name of the set.</param>
    public static string WriteLine(SampleConversation conversation, string dataset = NoName)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("conversation_id", conversation.ExternalId ?? NoName);
            writer.WriteString("dataset", dataset);
            writer.WriteStartArray("turns");
            for (var turn = 0; turn < conversation.Turns.Count; turn++)
                Write(writer, turn, conversation.Turns[turn]);
            writer.WriteEndArray();
            writer.WriteStartObject("outcome");
            writer.WriteBoolean("converted", conversation.Converted);
            if (conversation.Value is { } value)
                writer.WriteNumber("value", value);
            else
                writer.WriteNull("value");
            writer.WriteEndObject();
            writer.WriteStartObject("context");
            foreach (var (key, fact) in conversation.Facts.OrderBy(f => f.Key, StringComparer.Ordinal))
                Write(writer, key, fact);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, int number, SampleTurn turn)
    {
        writer.WriteStartObject();
        writer.WriteNumber("turn", number);
        writer.WriteString("speaker", turn.Speaker == Speaker.Agent ? "agent" : "customer");
        writer.WriteStartArray("acts");
        foreach (var act in turn.Acts)
            writer.WriteStringValue(act);
        writer.WriteEndArray();
        writer.WriteNull("text");
        if (turn.Sentiment is { } sentiment)
            writer.WriteNumber("sentiment", sentiment);
        else
            writer.WriteNull("sentiment");
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string key, FactValue value)
    {
        switch (value.Kind)
        {
            case FactValueKind.Number: writer.WriteNumber(key, value.Number); break;
            case FactValueKind.Word: writer.WriteString(key, value.Word); break;
            case FactValueKind.Flag: writer.WriteBoolean(key, value.Number != 0); break;
            default: writer.WriteNull(key); break;
        }
    }
}
