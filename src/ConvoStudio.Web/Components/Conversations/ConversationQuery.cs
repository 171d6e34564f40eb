using System.Globalization;
using ConvoStudio.Application.ConversationLists;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Segments;
using ConvoStudio.Application.Studios;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace ConvoStudio.Web.Components.Conversations;

/// <summary>The filter of the list as it stands in the address. A word that means nothing filters nothing.</summary>
/// <param name="From">First day, UTC.</param>
/// <param name="To">Last day, UTC.</param>
/// <param name="Counted">How the board of the experiment counts them: one of <see cref="CountedWords"/>.</param>
/// <param name="By">What the experiment is cut by, with <paramref name="Segment"/>.</param>
/// <param name="UpTo">Entry of the log up to which analysed conversations are counted; null for now.</param>
public sealed record ConversationQuery(
    string? Text = null, string? Source = null, string? Outcome = null, string? Channel = null, string? Experiment = null, string? Arm = null, string? Action = null,
    DateOnly? From = null, DateOnly? To = null, bool Deviated = false, bool Blocked = false, string? Counted = null, string? By = null, string? Segment = null, long? UpTo = null)
{
    /// <summary>The word for conversations that verdicts rest on: which they are hangs on the order of all, so units are read one by one.</summary>
    public const string Analysed = "analysed";

    public static ConversationQuery None { get; } = new();

    private static readonly (string Word, OutcomeFilter Outcome)[] Outcomes =
    [
        ("converted", OutcomeFilter.Converted), ("not", OutcomeFilter.NotConverted), ("pending", OutcomeFilter.Pending), ("open", OutcomeFilter.Open), ("expired", OutcomeFilter.Expired),
    ];

    private static readonly (string Word, CountedAs Counted)[] CountedBy =
        [("assigned", CountedAs.Assigned), ("finished", CountedAs.Finished), ("pending", CountedAs.Pending), ("converted", CountedAs.Converted)];

    public static IEnumerable<string> CountedWords => [.. CountedBy.Select(one => one.Word), Analysed];

    /// <summary>Only reading the units of the experiment tells which conversations these are.</summary>
    public bool NeedsUnits => Experiment is not null && (Counted == Analysed || (By is not null && Segment is not null));

    public static IEnumerable<string> OutcomeWords => Outcomes.Select(o => o.Word);

    public bool IsEmpty => this == None;

    /// <summary>How many filters beside search, source and outcome are set.</summary>
    public int More => new object?[] { Channel, Experiment, Action, From, To, Deviated ? true : null, Blocked ? true : null, Counted, Segment }.Count(value => value is not null);

    /// <param name="query">With or without a question mark.</param>
    public static ConversationQuery Parse(string? query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string? One(string name) => values.TryGetValue(name, out var found) && found[0] is { Length: > 0 and <= 200 } text ? text.Trim() : null;
        var read = new ConversationQuery(
            One("q"), One("source"), One("outcome"), One("channel"), One("experiment"), One("arm"), One("action"), Day(One("from")), Day(One("to")),
            One("deviated") == "1", One("blocked") == "1", CountedWords.Contains(One("counted"), StringComparer.Ordinal) ? One("counted") : null, One("by"), One("segment"),
            long.TryParse(One("upto"), NumberStyles.None, CultureInfo.InvariantCulture, out var upTo) ? upTo : null);
        // Nothing is counted without an experiment.
        return read.Experiment is null ? read with { Counted = null, By = null, Segment = null, UpTo = null } : read;
    }

    /// <summary>As it stands in an address, without a question mark; empty when nothing is filtered.</summary>
    public override string ToString()
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in Values())
            if (value is not null) query.Add(name, value);
        return query.ToString().TrimStart('?');
    }

    /// <summary>Every filter by its name in the address; null where it is not set.</summary>
    public IEnumerable<(string Name, string? Value)> Values() =>
    [
        ("q", Text), ("source", Source), ("outcome", Outcome), ("channel", Channel), ("experiment", Experiment), ("arm", Experiment is null ? null : Arm), ("action", Action),
        ("from", Word(From)), ("to", Word(To)), ("deviated", Deviated ? "1" : null), ("blocked", Blocked ? "1" : null), .. Experiment is null ? [] : Units(),
    ];

    private IEnumerable<(string Name, string? Value)> Units() =>
        [("counted", Counted), ("by", By), ("segment", Segment), ("upto", UpTo?.ToString(CultureInfo.InvariantCulture))];

    public ConversationFilter ToFilter(string playbook, Studio studio)
    {
        int? action = Action is null ? null : studio.Configurations.Find(playbook)?.Configuration.Definition.Actions.FirstOrDefault(one => one.Key == Action)?.Number ?? -1;
        return new(
            playbook, Source switch { "live" => LogSource.Live, "imported" => LogSource.Imported, "simulated" => LogSource.Simulated, _ => null }, Channel,
            Outcomes.Where(one => one.Word == Outcome).Select(one => (OutcomeFilter?)one.Outcome).FirstOrDefault(), Experiment, Arm, action,
            From is { } from ? new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero) : null,
            To is { } to && to < DateOnly.MaxValue ? new DateTimeOffset(to.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : null, Deviated, Blocked, Text,
            Counted: Experiment is null ? null : CountedBy.Where(one => one.Word == Counted).Select(one => (CountedAs?)one.Counted).FirstOrDefault());
    }

    /// <summary>The same with the conversations that only the units of the experiment tell.</summary>
    public async Task<ConversationFilter> ToFilterAsync(SegmentService segments, IActor actor, string playbook, Studio studio, CancellationToken cancellationToken = default) =>
        ToFilter(playbook, studio, await ReadUnitsAsync(segments, actor, playbook, studio, cancellationToken));

    /// <summary>Units of the experiment, where they are needed; else null.</summary>
    public async Task<ExperimentUnits?> ReadUnitsAsync(SegmentService segments, IActor actor, string playbook, Studio studio, CancellationToken cancellationToken = default) =>
        NeedsUnits ? await segments.ReadAsync(actor, studio, playbook, Experiment!, UpTo, cancellationToken: cancellationToken) : null;

    /// <summary>The same with units that were read before; without them, a filter that needs them finds nothing.</summary>
    public ConversationFilter ToFilter(string playbook, Studio studio, ExperimentUnits? units)
    {
        var filter = ToFilter(playbook, studio);
        return NeedsUnits ? filter with { Only = units is null ? [] : SegmentConversations.Of(units, Arm, By, Segment) } : filter;
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Word(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
