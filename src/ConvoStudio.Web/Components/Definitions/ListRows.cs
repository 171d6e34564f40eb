using System.Globalization;
using ConvoStudio.Application.Definitions;

namespace ConvoStudio.Web.Components.Definitions;

/// <summary>Rows of a list that fit its state, in its order.</summary>
public static class ListRows
{
    public static IReadOnlyList<DefinedThing> Of(IReadOnlyList<DefinedThing> things, ListState state)
    {
        var found = things.Where(t => state.Status == ListState.All || t.Archived == (state.Status == ListState.Archived))
            .Where(t => state.Search.Length == 0 || t.Fields.Values.Any(text => text.Contains(state.Search, StringComparison.OrdinalIgnoreCase)))
            .Where(t => state.Filters.All(f => Holds(t[f.Key], f.Value)));
        if (state.Sort is not { } field)
            return [.. found];
        var comparer = Comparer<string>.Create(Compare);
        return [.. state.Descending ? found.OrderByDescending(t => t[field], comparer) : found.OrderBy(t => t[field], comparer)];
    }

    /// <summary>Values a field is filtered by: each word of a list of words counts.</summary>
    public static IReadOnlyList<string> Values(IReadOnlyList<DefinedThing> things, string field) =>
        [.. things.SelectMany(t => Words(t[field])).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase).Take(60)];

    private static bool Holds(string text, string value) => Words(text).Contains(value, StringComparer.Ordinal);

    private static string[] Words(string text) => text.Split(", ", StringSplitOptions.RemoveEmptyEntries);

    // Numbers by their size, what is empty last.
    private static int Compare(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
            return right.Length.CompareTo(left.Length);
        return decimal.TryParse(left, CultureInfo.InvariantCulture, out var a) && decimal.TryParse(right, CultureInfo.InvariantCulture, out var b)
            ? a.CompareTo(b)
            : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
    }
}
