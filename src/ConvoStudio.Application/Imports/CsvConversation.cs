using System.Text.Json;
using ConvoStudio.Application.CsvFiles;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Imports;

/// <summary>The rows of one conversation, gathered until the next one begins; then written as the line a JSON file would hold.</summary>
internal sealed class CsvConversation(string id)
{
    private const int MostTurns = 10_000;
    private readonly List<CsvTurn> _turns = [];

    public string Id { get; } = id;

    private string Name => Id.Length <= 60 ? Id : Id[..60] + "…";

    public long FirstRow { get; private set; }

    /// <summary>The first thing that is wrong with one of its rows: the whole conversation is left out, for half a talk would tell a wrong story.</summary>
    public (long Row, LineProblem Problem)? Problem { get; private set; }

    public void Add(long row, CsvTurn? turn, LineProblem? problem)
    {
        FirstRow = FirstRow == 0 ? row : FirstRow;
        if (Problem is not null)
            return;
        if (problem is not null)
            Problem = (row, problem with { Reason = $"{problem.Reason} The conversation {Name} is left out." });
        else if (_turns.Count == MostTurns)
            Problem = (row, new LineProblem("", $"The conversation {Name} has more than {MostTurns} turns.", "Split it."));
        else
            _turns.Add(turn!);
    }

    /// <summary>The conversation as a JSON line, or what is wrong with it.</summary>
    public (byte[]? Json, (long Row, LineProblem Problem)? Problem) Write(ImportMapping mapping, IReadOnlyList<string> heads)
    {
        if (Problem is not null)
            return (null, Problem);
        var outcomes = _turns.Where(t => t.Converted is not null).ToList();
        if (outcomes.Count == 0)
            return (null, (FirstRow, new LineProblem(heads[mapping.Converted!.Value], $"No row of the conversation {Name} says whether it reached its aim.", "Write yes or no on one of its rows.")));
        if (outcomes.Find(t => t.Converted != outcomes[0].Converted) is { } other)
            return (null, (other.Row, new LineProblem(heads[mapping.Converted!.Value], $"The row says something else than row {outcomes[0].Row} of the same conversation.", "Say the same on all rows of a conversation, or on one.")));
        // A stable order: turns of the same time, or without one, stay as they came.
        IReadOnlyList<CsvTurn> turns = _turns.TrueForAll(t => t.At is not null) ? [.. _turns.OrderBy(t => t.At)] : _turns;
        return (Json(turns, outcomes[0].Converted!.Value, _turns.FindLast(t => t.Value is not null)?.Value), null);
    }

    private byte[] Json(IReadOnlyList<CsvTurn> turns, bool converted, double? value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("conversation_id", Id);
            json.WriteStartArray("turns");
            foreach (var turn in turns)
                Write(json, turn);
            json.WriteEndArray();
            json.WriteStartObject("outcome");
            json.WriteBoolean("converted", converted);
            if (value is { } amount)
                json.WriteNumber("value", amount);
            json.WriteEndObject();
            json.WriteStartObject("context");
            foreach (var (key, text) in turns.OrderBy(t => t.Row).SelectMany(t => t.Facts).DistinctBy(f => f.Key, StringComparer.Ordinal))
                Write(json, key, text);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, CsvTurn turn)
    {
        json.WriteStartObject();
        json.WriteString("speaker", turn.Speaker == Speaker.Agent ? "agent" : "customer");
        json.WriteStartArray("acts");
        foreach (var act in turn.Acts)
            json.WriteStringValue(act);
        json.WriteEndArray();
        if (turn.Text is { } text)
            json.WriteString("text", text);
        if (turn.Sentiment is { } sentiment)
            json.WriteNumber("sentiment", sentiment);
        if (turn.At is { } at)
            json.WriteString("at", at);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string key, string text)
    {
        if (CsvValues.Number(text) is { } number)
            json.WriteNumber(key, number);
        else if (bool.TryParse(text, out var flag))
            json.WriteBoolean(key, flag);
        else
            json.WriteString(key, text);
    }
}
