using ConvoStudio.Application.CsvFiles;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Outcomes;

/// <summary>Which column of a CSV file of outcomes holds what; columns are 0-based, null is none.</summary>
/// <param name="ConversationAt">Time of the talk, to match by customer; null takes <paramref name="OccurredAt"/>.</param>
/// <param name="FixedMetric">Metric of every row where no column names it.</param>
/// <param name="Final">Every row is the last word on its conversation.</param>
/// <param name="WithinDays">A customer's conversation must have been opened so many days before the time at most; 1 to 365.</param>
public sealed record OutcomeMapping(
    int? ConversationId = null, int? ExternalId = null, int? CustomerKey = null, int? ConversationAt = null, int? Metric = null,
    string FixedMetric = OutcomeMetric.Converted, int? Value = null, int? OccurredAt = null, bool Final = false, CsvTime? Times = null,
    int WithinDays = LateOutcomes.DefaultDays)
{
    public const string Kind = "outcomes";

    internal static OutcomeMapping Guess(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> sample)
    {
        var guess = new CsvGuess(heads);
        var conversation = guess.Take("conversationid", "conversation", "chatid", "sessionid");
        var external = guess.Take("externalid", "external", "reference", "callid", "ticketid");
        // An id that is none of ours is the client's own.
        if (external is null && conversation is { } column && !sample.Any(row => Guid.TryParse(row[column], out _)))
            (conversation, external) = (null, conversation);
        var customer = guess.Take("customerkey", "customerid", "customer", "clientid", "accountid", "contactid");
        var contacted = guess.Take("conversationat", "conversationtime", "contactedat", "chattime", "openedat");
        var occurred = guess.Take("occurredat", "closedat", "closedate", "soldat", "timestamp", "datetime", "date", "time", "at");
        var metric = guess.Take("metric", "outcometype");
        var flag = guess.Take("converted", "conversion", "won", "sold", "bought");
        var value = flag ?? guess.Take("value", "amount", "revenue", "price", "outcome", "result");
        var isFlag = flag is not null || (value is { } found && sample.Count(row => CsvValues.Flag(row[found]) is not null) * 2 > sample.Count);
        var times = (occurred ?? contacted) is { } time ? new CsvTime(CsvTime.Guess(sample.Select(row => row[time]))) : null;
        return new(conversation, external, customer, contacted, metric, isFlag ? OutcomeMetric.Converted : OutcomeMetric.Value, value, occurred, Times: times);
    }

    /// <summary>Everything that is wrong with it, by field.</summary>
    internal FieldErrors Check(int heads)
    {
        var errors = new FieldErrors()
            .Require(ConversationId is not null || ExternalId is not null || CustomerKey is not null, "match", "Choose a column that says which conversation a row belongs to.")
            .Require(CustomerKey is null || ConversationAt is not null || OccurredAt is not null, "occurredAt", "A customer alone names no conversation: choose a column with a time.")
            .Require(Value is not null, "value", "Choose the column that holds the value.")
            .Require(Metric is not null || FixedMetric is { Length: > 0 and <= 60 }, "metric", "Choose a column, or one metric for all rows.")
            .Require(WithinDays is >= 1 and <= LateOutcomes.LongestDays, "withinDays", $"From 1 to {LateOutcomes.LongestDays} days.")
            .Require(Times?.IsZoneKnown ?? true, "zone", "Use the IANA name of a time zone, for example Europe/Vienna.");
        int?[] columns = [ConversationId, ExternalId, CustomerKey, ConversationAt, Metric, Value, OccurredAt];
        return errors.Require(columns.All(c => c is null || (c >= 0 && c < heads)), "match", "A column lies outside of the file.");
    }

    /// <summary>The row as an outcome, or the column that cannot be read and why.</summary>
    internal (LateOutcome? Outcome, string? Problem) Read(CsvFile file, string playbook)
    {
        string Head(int? column) => file.Heads[column!.Value];
        if (file.Problem is { } shape)
            return (null, shape);
        var (conversation, external, customer) = (file.Cell(ConversationId), file.Cell(ExternalId), file.Cell(CustomerKey));
        if (conversation.Length + external.Length + customer.Length == 0)
            return (null, "The row names no conversation, external id or customer.");
        Guid? id = null;
        if (conversation.Length > 0)
        {
            if (!Guid.TryParse(conversation, out var parsed))
                return (null, $"{Head(ConversationId)}: this is no conversation id.");
            id = parsed;
        }

        var metric = Metric is null ? FixedMetric : file.Cell(Metric);
        if (metric is not { Length: > 0 and <= 60 })
            return (null, $"{Head(Metric)}: a metric has 1 to 60 characters.");
        if (ReadValue(file.Cell(Value), metric) is not { } value)
            return (null, $"{Head(Value)}: {(metric == OutcomeMetric.Converted ? "this is neither yes nor no" : "this is no number")}.");
        var (occurred, occurredProblem) = ReadTime(file, OccurredAt);
        var (contacted, contactedProblem) = ReadTime(file, ConversationAt);
        if ((occurredProblem ?? contactedProblem) is { } time)
            return (null, time);
        var at = contacted ?? occurred;
        if (id is null && external.Length == 0 && at is null)
            return (null, "The row names a customer but no time.");
        if (external.Length > 200 || customer.Length > 200)
            return (null, "An id has at most 200 characters.");
        var reference = id is not null ? new OutcomeReference(id) : external.Length > 0 ? new OutcomeReference(ExternalId: external) : new OutcomeReference(CustomerKey: customer, At: at);
        return (new LateOutcome(reference, playbook, metric, value, occurred, Final), null);
    }

    private static double? ReadValue(string text, string metric) =>
        metric == OutcomeMetric.Converted && CsvValues.Flag(text) is { } flag ? flag ? 1 : 0 : CsvValues.Number(text);

    private (DateTimeOffset? At, string? Problem) ReadTime(CsvFile file, int? column)
    {
        if (file.Cell(column) is not { Length: > 0 } text)
            return (null, null);
        return (Times ?? new CsvTime()).Read(text) is { } at ? (at, null) : (null, $"{file.Heads[column!.Value]}: this is no time in the chosen format.");
    }
}
