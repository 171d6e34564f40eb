using ConvoStudio.Application.CsvFiles;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Imports;

/// <summary>A row of a CSV file as a turn, with what it says of its conversation.</summary>
internal sealed record CsvTurn(
    long Row, string Conversation, Speaker Speaker, DateTimeOffset? At, IReadOnlyList<string> Acts, string? Text, double? Sentiment,
    bool? Converted, double? Value, IReadOnlyList<KeyValuePair<string, string>> Facts)
{
    /// <returns>The turn, or the column that cannot be read and why. The conversation's id is given also for a row that is wrong elsewhere.</returns>
    public static (CsvTurn? Turn, LineProblem? Problem, string Conversation) Read(CsvFile file, ImportMapping mapping)
    {
        var id = file.Cell(mapping.Conversation);
        (CsvTurn?, LineProblem?, string) Bad(int? column, string reason, string advice) =>
            (null, new LineProblem(column is { } c ? file.Heads[c] : "", reason, advice), id);

        if (file.Problem is { } shape)
            return Bad(null, shape, "Put cells that hold the separator or a line break in quotes.");
        if (id.Length is 0 or > ConversationLine.MaximumId)
            return Bad(mapping.Conversation, $"The conversation id is empty or longer than {ConversationLine.MaximumId} characters.", "Give every row the id of its conversation.");
        if (SpeakerOf(file.Cell(mapping.Speaker), mapping) is not { } speaker)
            return Bad(mapping.Speaker, $"The speaker is neither {mapping.AgentWord} nor {mapping.CustomerWord}.", "Write one of the two, or change the words of the mapping.");
        var acts = file.Cell(mapping.Acts).Split(mapping.Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (Array.Exists(acts, act => act.Length > ConversationLine.MaximumKey))
            return Bad(mapping.Acts, $"An act is longer than {ConversationLine.MaximumKey} characters.", "Name each act by a short text, or choose another separator.");
        DateTimeOffset? at = null;
        if (file.Cell(mapping.Time) is { Length: > 0 } time && (at = (mapping.Times ?? new CsvTime()).Read(time)) is null)
            return Bad(mapping.Time, "This is no time in the chosen format.", "Choose another format, or leave the column out.");
        double? sentiment = null;
        if (file.Cell(mapping.Sentiment) is { Length: > 0 } mood && (sentiment = CsvValues.Number(mood)) is not (>= -1 and <= 1))
            return Bad(mapping.Sentiment, "The sentiment is not a number from −1 to 1.", "Scale it to −1 (worst) to 1 (best), or leave the cell empty.");
        bool? converted = null;
        if (file.Cell(mapping.Converted) is { Length: > 0 } aim && (converted = CsvValues.Flag(aim)) is null)
            return Bad(mapping.Converted, "This is neither yes nor no.", "Write yes or no, true or false, 1 or 0.");
        double? value = null;
        if (file.Cell(mapping.Value) is { Length: > 0 } amount && (value = CsvValues.Number(amount)) is null)
            return Bad(mapping.Value, "The value is not a number.", "Write it without a currency and without marks between the thousands.");
        return (new(
            file.Row, id, speaker, at, acts, file.Cell(mapping.Text) is { Length: > 0 } text ? text : null, sentiment, converted, value,
            [.. (mapping.Facts ?? []).Where(f => file.Cell(f).Length > 0).Select(f => new KeyValuePair<string, string>(file.Heads[f], file.Cell(f)))]), null, id);
    }

    private static Speaker? SpeakerOf(string word, ImportMapping mapping) =>
        string.Equals(word, mapping.AgentWord, StringComparison.OrdinalIgnoreCase) ? Engine.Contexts.Speaker.Agent
        : string.Equals(word, mapping.CustomerWord, StringComparison.OrdinalIgnoreCase) ? Engine.Contexts.Speaker.Customer : null;
}
