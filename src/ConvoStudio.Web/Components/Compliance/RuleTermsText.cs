using System.Globalization;
using ConvoStudio.Application.Configurations;

namespace ConvoStudio.Web.Components.Compliance;

/// <summary>The names rules may use as people type them: one a line; a tag with its actions, a jurisdiction with its days after a colon.</summary>
public sealed record RuleTermsText(string Channels, string Jurisdictions, string Purposes, string EndingActs, string SegmentFact, string Tags, string Holidays)
{
    private const string Days = "yyyy-MM-dd";

    public static RuleTermsText Empty { get; } = new("", "", "", "", "", "", "");

    public static RuleTermsText Of(RuleTerms terms) => new(
        Lines(terms.Channels), Lines(terms.Jurisdictions), Lines(terms.Purposes), Lines(terms.EndingActs), terms.SegmentFact ?? "",
        Lines((terms.Tags ?? new Dictionary<string, IReadOnlyList<string>>()).OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}: {string.Join(", ", tag.Value)}")),
        Lines((terms.Holidays ?? new Dictionary<string, IReadOnlyList<DateOnly>>()).OrderBy(days => days.Key, StringComparer.Ordinal)
            .Select(days => $"{(days.Key == RuleTerms.AnyJurisdiction ? "*" : days.Key)}: {string.Join(", ", days.Value.Order().Select(day => day.ToString(Days, CultureInfo.InvariantCulture)))}")));

    /// <summary>Reads what was typed.</summary>
    /// <param name="wrong">Field and line that cannot be read.</param>
    public bool TryRead(out RuleTerms terms, out IReadOnlyList<(string Field, string Line)> wrong)
    {
        List<(string, string)> mistakes = [];
        var tags = Lists("tags", Tags, mistakes, text => text);
        var holidays = Lists("holidays", Holidays, mistakes, Day);
        terms = new RuleTerms(
            Split(Channels), Split(Jurisdictions), Split(Purposes), Split(EndingActs), SegmentFact.Length == 0 ? null : SegmentFact,
            tags.Count == 0 ? null : tags, holidays.Count == 0 ? null : holidays.ToDictionary(days => days.Key == "*" ? RuleTerms.AnyJurisdiction : days.Key, days => days.Value, StringComparer.Ordinal));
        wrong = mistakes;
        return mistakes.Count == 0;
    }

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static Dictionary<string, IReadOnlyList<string>> Lists(string field, string text, List<(string, string)> wrong, Func<string, string?> read) =>
        Lists(field, text, wrong, item => read(item) is { } word ? (word, true) : ("", false));

    private static Dictionary<string, IReadOnlyList<DateOnly>> Lists(string field, string text, List<(string, string)> wrong, Func<string, DateOnly?> read) =>
        Lists(field, text, wrong, item => read(item) is { } day ? (day, true) : (default, false));

    private static Dictionary<string, IReadOnlyList<T>> Lists<T>(string field, string text, List<(string, string)> wrong, Func<string, (T Value, bool Good)> read)
    {
        var lists = new Dictionary<string, IReadOnlyList<T>>(StringComparer.Ordinal);
        foreach (var line in Split(text))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? "" : line[..colon].Trim();
            var items = line[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(read).ToList();
            if (name.Length == 0 || items.Count == 0 || items.Exists(item => !item.Good) || !lists.TryAdd(name, [.. items.Select(item => item.Value)])) wrong.Add((field, line));
        }
        return lists;
    }

    private static string[] Split(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
