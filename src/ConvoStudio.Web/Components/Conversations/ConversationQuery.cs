using System.Globalization;
using ConvoStudio.Application.ConversationLists;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Studios;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace ConvoStudio.Web.Components.Conversations;

/// <summary>The filter of the list as it stands in the address. A word that means nothing filters nothing.</summary>
/// <param name="From">First day, UTC.</param>
/// <param name="To">Last day, UTC.</param>
public sealed record ConversationQuery(
    string? Text = null, string? Source = null, string? Outcome = null, string? Channel = null, string? Experiment = null, string? Arm = null, string? Action = null,
    DateOnly? From = null, DateOnly? To = null, bool Deviated = false, bool Blocked = false)
{
    public static ConversationQuery None { get; } = new();

    private static readonly (string Word, OutcomeFilter Outcome)[] Outcomes =
    [
        ("converted", OutcomeFilter.Converted), ("not", OutcomeFilter.NotConverted), ("pending", OutcomeFilter.Pending), ("open", OutcomeFilter.Open), ("expired", OutcomeFilter.Expired),
    ];

    public static IEnumerable<string> OutcomeWords => Outcomes.Select(o => o.Word);

    public bool IsEmpty => this == None;

    /// <summary>How many filters beside search, source and outcome are set.</summary>
    public int More => new object?[] { Channel, Experiment, Action, From, To, Deviated ? true : null, Blocked ? true : null }.Count(value => value is not null);

    /// <param name="query">With or without a question mark.</param>
    public static ConversationQuery Parse(string? query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string? One(string name) => values.TryGetValue(name, out var found) && found[0] is { Length: > 0 and <= 200 } text ? text.Trim() : null;
        return new(
            One("q"), One("source"), One("outcome"), One("channel"), One("experiment"), One("arm"), One("action"), Day(One("from")), Day(One("to")),
            One("deviated") == "1", One("blocked") == "1");
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
        ("from", Word(From)), ("to", Word(To)), ("deviated", Deviated ? "1" : null), ("blocked", Blocked ? "1" : null),
    ];

    public ConversationFilter ToFilter(string playbook, Studio studio)
    {
        int? action = Action is null ? null : studio.Configurations.Find(playbook)?.Configuration.Definition.Actions.FirstOrDefault(one => one.Key == Action)?.Number ?? -1;
        return new(
            playbook, Source switch { "live" => LogSource.Live, "imported" => LogSource.Imported, "simulated" => LogSource.Simulated, _ => null }, Channel,
            Outcomes.Where(one => one.Word == Outcome).Select(one => (OutcomeFilter?)one.Outcome).FirstOrDefault(), Experiment, Arm, action,
            From is { } from ? new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero) : null,
            To is { } to && to < DateOnly.MaxValue ? new DateTimeOffset(to.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : null, Deviated, Blocked, Text);
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Word(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
