using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Simulation;

namespace ConvoStudio.Application.Imports;

/// <summary>Reads one line of an import: a conversation with its turns, outcome and context. Text of turns is never looked at.</summary>
public static class ConversationLine
{
    public const int MaximumKey = 64;
    public const int MaximumId = 200;
    private const int MaximumTurns = 10_000;
    private const int MaximumWord = 200;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>Reads a line; either the conversation or the first thing that is wrong with it.</summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> line, [NotNullWhen(true)] out SampleConversation? conversation, [NotNullWhen(false)] out LineProblem? problem)
    {
        (conversation, problem) = (null, null);
        try
        {
            using var document = JsonDocument.Parse(line, Options);
            conversation = Read(document.RootElement);
            return true;
        }
        catch (JsonException exception)
        {
            problem = new("$", $"The line is not JSON (byte {exception.BytePositionInLine.GetValueOrDefault() + 1}).", "Write one JSON object on each line, in UTF-8.");
        }
        catch (BadLineException exception)
        {
            problem = exception.Problem;
        }
        catch (InvalidOperationException)
        {
            // The only thing left that a well-formed document can do: text that is not valid UTF-16 after its escapes.
            problem = new("$", "A text holds half of a surrogate pair.", "Write the file in UTF-8 without broken characters.");
        }

        return false;
    }

    private static SampleConversation Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Bad("$", "The line is not a JSON object.", "Write one conversation object on each line.");
        if (!root.TryGetProperty("conversation_id", out var idElement) || Text(idElement) is not { Length: > 0 } id)
            throw Bad("$.conversation_id", "conversation_id is missing or is not a text.", "Give every conversation an id of its own.");
        if (id.Length > MaximumId)
            throw Bad("$.conversation_id", $"conversation_id is longer than {MaximumId} characters.", "Use a shorter id.");
        if (!root.TryGetProperty("turns", out var turns) || turns.ValueKind != JsonValueKind.Array)
            throw Bad("$.turns", "turns is missing or is not a list.", "Give turns as a list, in the order in which they were said.");
        if (turns.GetArrayLength() is 0 or > MaximumTurns)
            throw Bad("$.turns", $"turns has {turns.GetArrayLength()} entries; 1 to {MaximumTurns} are allowed.", "Leave out conversations in which nothing was said, and split endless ones.");
        var (converted, value) = Outcome(root);
        return new SampleConversation(Facts(root), Turns(turns), converted, value, id);
    }

    private static SampleTurn[] Turns(JsonElement turns)
    {
        var read = new SampleTurn[turns.GetArrayLength()];
        var index = 0;
        foreach (var turn in turns.EnumerateArray())
        {
            read[index] = Turn(turn, index);
            index++;
        }

        return read;
    }

    private static SampleTurn Turn(JsonElement turn, int index)
    {
        if (turn.ValueKind != JsonValueKind.Object)
            throw Bad($"$.turns[{index}]", "The turn is not an object.", "Give each turn as an object with speaker and acts.");
        Speaker speaker;
        var named = turn.TryGetProperty("speaker", out var name) && name.ValueKind == JsonValueKind.String;
        if (named && name.ValueEquals("agent"u8))
            speaker = Speaker.Agent;
        else if (named && name.ValueEquals("customer"u8))
            speaker = Speaker.Customer;
        else
            throw Bad($"$.turns[{index}].speaker", "The speaker is neither agent nor customer.", "Write agent for the side that sells or advises, customer for the other.");
        return new SampleTurn(speaker, Acts(turn, index), Sentiment(turn, index));
    }

    private static IReadOnlyList<string> Acts(JsonElement turn, int index)
    {
        // A turn of which nobody has said what it does is unlabelled, and never an error.
        if (!turn.TryGetProperty("acts", out var acts) || acts.ValueKind == JsonValueKind.Null)
            return [];
        if (acts.ValueKind != JsonValueKind.Array)
            throw Bad($"$.turns[{index}].acts", "acts is not a list.", "Give the acts of the turn as a list of texts; leave them out when none is known.");
        if (acts.GetArrayLength() == 0)
            return [];
        var read = new string[acts.GetArrayLength()];
        var number = 0;
        foreach (var act in acts.EnumerateArray())
        {
            if (Text(act) is not { Length: > 0 and <= MaximumKey } text || string.IsNullOrWhiteSpace(text))
                throw Bad($"$.turns[{index}].acts[{number}]", $"The act is not a text of 1 to {MaximumKey} characters.", "Name each act by a short text, for example ask or recommend.");
            read[number++] = text;
        }

        return Unlabelled.Read(read);
    }

    private static double? Sentiment(JsonElement turn, int index)
    {
        if (!turn.TryGetProperty("sentiment", out var sentiment) || sentiment.ValueKind == JsonValueKind.Null)
            return null;
        return Number(sentiment) is { } number and >= -1 and <= 1
            ? number
            : throw Bad($"$.turns[{index}].sentiment", "The sentiment is not a number from −1 to 1.", "Scale it to −1 (worst) to 1 (best), or write null where it is not known.");
    }

    private static (bool Converted, double? Value) Outcome(JsonElement root)
    {
        if (!root.TryGetProperty("outcome", out var outcome) || outcome.ValueKind != JsonValueKind.Object)
            throw Bad("$.outcome", "outcome is missing or is not an object.", "Give the outcome as an object with converted.");
        if (!outcome.TryGetProperty("converted", out var converted) || converted.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            throw Bad("$.outcome.converted", "converted is missing or is neither true nor false.", "Say of every conversation whether it reached its aim.");
        if (!outcome.TryGetProperty("value", out var value) || value.ValueKind == JsonValueKind.Null)
            return (converted.GetBoolean(), null);
        return (converted.GetBoolean(), Number(value)
            ?? throw Bad("$.outcome.value", "The value is not a number.", "Give it as a number, for example 40, or null where there is none."));
    }

    private static Dictionary<string, FactValue> Facts(JsonElement root)
    {
        if (!root.TryGetProperty("context", out var context) || context.ValueKind == JsonValueKind.Null)
            return [];
        if (context.ValueKind != JsonValueKind.Object)
            throw Bad("$.context", "context is not an object.", "Give what is known of the conversation as a flat object, or leave it out.");
        var facts = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        foreach (var field in context.EnumerateObject())
        {
            if (field.Name.Length is 0 or > MaximumKey)
                throw Bad("$.context", $"A name in context is empty or longer than {MaximumKey} characters.", "Use a shorter name.");
            // Nested values stay in the stored line; only flat ones are facts.
            if (Fact(field) is { } value)
                facts[field.Name] = value;
        }

        return facts;
    }

    private static FactValue? Fact(JsonProperty field)
    {
        switch (field.Value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return FactValue.Of(field.Value.GetBoolean());
            case JsonValueKind.Number:
                return FactValue.Of(Number(field.Value) ?? throw Bad($"$.context.{field.Name}", "The number is too large.", "Use a number below 1e308, or null."));
            case JsonValueKind.String when Text(field.Value) is { } word && !string.IsNullOrWhiteSpace(word):
                return word.Length <= MaximumWord
                    ? FactValue.Of(word)
                    : throw Bad($"$.context.{field.Name}", $"The text is longer than {MaximumWord} characters.", "Facts are short words; leave free text out of context.");
            default:
                return null;
        }
    }

    private static string? Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static double? Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    private static BadLineException Bad(string path, string reason, string advice) => new(new LineProblem(path, reason, advice));

    /// <remarks>Private to the parser: bad lines are rare, and the depth of the reading makes any other way out longer than the reading.</remarks>
    private sealed class BadLineException(LineProblem problem) : Exception(problem.Reason)
    {
        public LineProblem Problem { get; } = problem;
    }
}
