using ConvoStudio.Application.CsvFiles;
using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Application.Imports;

/// <summary>How the rows of a CSV file read as turns; columns are 0-based, null is none.</summary>
/// <param name="Conversation">The client's conversation id. The rows of a conversation stand together.</param>
/// <param name="AgentWord">What the speaker's column says of the agent; case does not matter.</param>
/// <param name="CustomerWord">What it says of the customer.</param>
/// <param name="Time">Orders the turns of a conversation; without it they keep the order of the file.</param>
/// <param name="Separator">Between the acts of one cell.</param>
/// <param name="Converted">Whether the conversation reached its aim; on any of its rows.</param>
/// <param name="Value">The outcome's value; on any of its rows.</param>
/// <param name="Facts">Columns that hold facts: the first row of a conversation that has one counts.</param>
public sealed record ImportMapping(
    int? Conversation = null, int? Speaker = null, string AgentWord = "agent", string CustomerWord = "customer", int? Time = null, CsvTime? Times = null,
    int? Acts = null, string Separator = ";", int? Text = null, int? Sentiment = null, int? Converted = null, int? Value = null, IReadOnlyList<int>? Facts = null)
{
    public const string Kind = "imports";
    private static readonly string[] AgentWords = ["agent", "seller", "sales", "rep", "advisor", "adviser", "assistant", "bot", "operator", "system", "a"];
    private static readonly string[] CustomerWords = ["customer", "user", "buyer", "client", "caller", "visitor", "consumer", "lead", "c"];
    private static readonly string[] Separators = ["|", ";", "+", ","];

    internal static ImportMapping Guess(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> sample)
    {
        var guess = new CsvGuess(heads);
        var conversation = guess.Take("conversationid", "conversation", "chatid", "dialogueid", "sessionid", "callid", "chat", "id");
        var speaker = guess.Take("speaker", "role", "saidby", "sender", "author", "from", "who");
        var time = guess.Take("saidat", "timestamp", "datetime", "time", "date", "at");
        var acts = guess.Take("acts", "act", "labels", "label", "intent", "strategy");
        var text = guess.Take("text", "utterance", "message", "content", "body");
        var sentiment = guess.Take("sentiment", "mood");
        var converted = guess.Take("converted", "conversion", "won", "sold", "bought", "outcome", "result");
        var value = guess.Take("value", "amount", "revenue");
        // The number of the turn tells nothing that its place does not.
        guess.Take("turn", "turnnumber", "turnno", "index");
        List<string> speakers = [.. sample.Select(row => speaker is { } s ? row[s] : "").Where(s => s.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        var agent = AgentWords.FirstOrDefault(word => speakers.Contains(word, StringComparer.OrdinalIgnoreCase)) ?? "agent";
        var customer = CustomerWords.FirstOrDefault(word => speakers.Contains(word, StringComparer.OrdinalIgnoreCase))
            ?? speakers.Find(s => !string.Equals(s, agent, StringComparison.OrdinalIgnoreCase)) ?? "customer";
        var separator = acts is { } a ? Array.Find(Separators, s => sample.Any(row => row[a].Contains(s, StringComparison.Ordinal))) ?? ";" : ";";
        return new(
            conversation, speaker, agent, customer, time, time is { } t ? new CsvTime(CsvTime.Guess(sample.Select(row => row[t]))) : null,
            acts, separator, text, sentiment, converted, value, guess.Rest);
    }

    /// <summary>Everything that is wrong with it, by field.</summary>
    internal FieldErrors Check(int heads)
    {
        int?[] columns = [Conversation, Speaker, Time, Acts, Text, Sentiment, Converted, Value, .. (Facts ?? []).Select(f => (int?)f)];
        return new FieldErrors()
            .Require(Conversation is not null, "conversation", "Choose the column that says which conversation a row belongs to.")
            .Require(Speaker is not null, "speaker", "Choose the column that says who spoke.")
            .Require(Converted is not null, "converted", "Choose the column that says whether the conversation reached its aim.")
            .Require(AgentWord is { Length: > 0 and <= 100 }, "agentWord", "Write what the column says when the agent speaks.")
            .Require(CustomerWord is { Length: > 0 and <= 100 }, "customerWord", "Write what the column says when the customer speaks.")
            .Require(!string.Equals(AgentWord, CustomerWord, StringComparison.OrdinalIgnoreCase), "customerWord", "The two sides need different words.")
            .Require(Acts is null || Separator is { Length: > 0 and <= 5 }, "separator", "Write what stands between two acts, for example a semicolon.")
            .Require(Times?.IsZoneKnown ?? true, "zone", "Use the IANA name of a time zone, for example Europe/Vienna.")
            .Require(columns.All(c => c is null || (c >= 0 && c < heads)), "conversation", "A column lies outside of the file.");
    }
}
