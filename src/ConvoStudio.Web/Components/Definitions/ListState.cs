using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace ConvoStudio.Web.Components.Definitions;

/// <summary>What a list shows, as its address says it: search, status, filters, order, page, columns, and the thing that is open.</summary>
public sealed record ListState(
    string Search, string Status, string? Sort, bool Descending, int Page, int Size, IReadOnlyDictionary<string, string> Filters, IReadOnlyList<string>? Columns, string? Open)
{
    public const string InUse = "use";
    public const string Archived = "archived";
    public const string All = "all";
    public const int DefaultSize = 25;

    public static IReadOnlyList<string> Statuses { get; } = [InUse, Archived, All];

    public static IReadOnlyList<int> Sizes { get; } = [10, DefaultSize, 50, 100];

    public static ListState Read(string address)
    {
        var query = QueryHelpers.ParseQuery(new Uri(address).Query);
        string Text(string name) => query.TryGetValue(name, out var value) ? value.ToString() : "";
        int Number(string name, int otherwise) => int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
        var sort = Text("sort");
        var size = Number("size", DefaultSize);
        return new ListState(
            Text("q").Trim(), Statuses.Contains(Text("status"), StringComparer.Ordinal) ? Text("status") : InUse, sort.Length == 0 ? null : sort.TrimStart('-'), sort.StartsWith('-'),
            Math.Max(1, Number("page", 1)), Sizes.Contains(size) ? size : DefaultSize,
            query.Where(q => q.Key.StartsWith("f.", StringComparison.Ordinal)).ToDictionary(q => q.Key[2..], q => q.Value.ToString(), StringComparer.Ordinal),
            Text("cols") is { Length: > 0 } columns ? columns.Split(' ', StringSplitOptions.RemoveEmptyEntries) : null,
            Text("open") is { Length: > 0 } open ? open : null);
    }
}
