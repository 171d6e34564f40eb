using System.Globalization;
using System.Text;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using ProofVerdict = ConvoStudio.Engine.Compliance.Verification.Verdict;

namespace ConvoStudio.Web.Components.Compliance;

/// <summary>The rules of the playbook: where each stands, how often it fired, what was proved of it, and what they do to each other.</summary>
public sealed partial class RulesPage
{
    private const int PageSize = 100;
    private static readonly (string Name, bool Number)[] Columns = [("sentence", false), ("status", false), ("proof", false), ("source", false), ("fired", true), ("changed", false)];
    private IReadOnlyList<RuleRow>? _rows;
    private RuleVerificationRead? _proof;

    [Inject] public required RuleReader Reader { get; init; }
    [Inject] public required RuleActivity Activity { get; init; }
    [Inject] public required RuleVerificationService Verifications { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required BrowserFile Files { get; init; }
    [Inject] public required IStringLocalizer<ComplianceTexts> T { get; init; }

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }
    [SupplyParameterFromQuery(Name = "status")] public string? Status { get; set; }
    [SupplyParameterFromQuery(Name = "form")] public string? Form { get; set; }
    /// <summary>A column, with a minus in front for the other way round.</summary>
    [SupplyParameterFromQuery(Name = "sort")] public string? Sort { get; set; }
    [SupplyParameterFromQuery(Name = "show")] public int? Show { get; set; }

    private RuleStatus? Chosen => Enum.TryParse<RuleStatus>(Status, ignoreCase: true, out var status) && Enum.IsDefined(status) ? status : null;

    private string SortColumn => Sort?.TrimStart('-') is { } name && Columns.Any(column => column.Name == name) ? name : "sentence";

    private bool Down => Sort?.StartsWith('-') == true;

    private IReadOnlyList<RuleRow> Matching
    {
        get
        {
            var found = _rows!.Where(row =>
                (Chosen is not { } status || row.Rule.Status == status || row.Live == status) && (string.IsNullOrEmpty(Form) || row.Rule.Form == Form)
                && (string.IsNullOrWhiteSpace(Search) || Holds(row.Rule.Sentence) || Holds(row.Rule.Key)));
            return [.. SortColumn switch
            {
                "status" => Ordered(found, row => (int)row.Rule.Status),
                "proof" => Ordered(found, row => row.Verdict is { } verdict ? (int)verdict : int.MaxValue),
                "source" => Ordered(found, row => row.Rule.Rule.Citation ?? "\uffff"),
                "fired" => Ordered(found, row => row.FiredCount),
                "changed" => Ordered(found, row => row.Rule.ChangedAt),
                _ => Ordered(found, row => row.Rule.Sentence),
            }];
        }
    }

    private IReadOnlyList<RuleRow> Shown => [.. Matching.Take(Math.Max(PageSize, Show ?? PageSize))];

    protected override void OnRead() => _ = InvokeAsync(async () =>
    {
        if (Playbook is null) return;
        var key = Playbook.Key;
        var lines = new List<RuleLine>();
        while (await Reader.ListAsync(Actor!, key, new RuleQuery(Skip: lines.Count, Take: 1000)) is { Lines.Count: > 0 } page)
        {
            lines.AddRange(page.Lines);
            if (lines.Count >= page.Total) break;
        }
        _rows = [.. lines.Select(line => new RuleRow(line, null, null))];
        await ReadProofAsync();
        StateHasChanged();
        // It may walk through thirty days of the log; the list is there before.
        var fired = await Activity.LastDaysAsync(Actor!, key);
        _rows = [.. _rows.Select(row => row with { Fired = fired.GetValueOrDefault(row.Rule.Key, RuleFirings.None) })];
        StateHasChanged();
    });

    private async Task ReadProofAsync()
    {
        _proof = await Verifications.NewestAsync(Actor!, Playbook!.Key);
        var verdicts = _proof?.Verification.Report.Rules.GroupBy(rule => rule.Rule, StringComparer.Ordinal).ToDictionary(rule => rule.Key, rule => rule.First(), StringComparer.Ordinal) ?? [];
        _rows = [.. _rows!.Select(row => row with { Verdict = verdicts.TryGetValue(row.Rule.Key, out var found) && found.Version == row.Rule.Number ? found.Verdict : null })];
    }

    private IEnumerable<RuleRow> Ordered<T>(IEnumerable<RuleRow> rows, Func<RuleRow, T> by) => Down ? rows.OrderByDescending(by).ThenBy(row => row.Rule.Key, StringComparer.Ordinal) : rows.OrderBy(by).ThenBy(row => row.Rule.Key, StringComparer.Ordinal);

    private bool Holds(string text) => text.Contains(Search!.Trim(), StringComparison.OrdinalIgnoreCase);

    private string? SortOf(string column) => SortColumn != column ? null : Down ? "descending" : "ascending";

    private void SortBy(string column) => Filter("sort", SortColumn == column && !Down ? $"-{column}" : column);

    private void More() => Filter("show", (Shown.Count + PageSize).ToString(CultureInfo.InvariantCulture));

    private void Filter(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrWhiteSpace(value) ? null : value.Trim()), replace: true);

    private string Counted(ProofVerdict verdict) => Numbers.Count(_proof!.Verification.Report.Rules.Count(rule => rule.Verdict == verdict));

    private Task SaveCsvAsync() => Files.SaveAsync("rules.csv", Csv.Of(
        ["key", "version", "status", "sentence", "citation", "fired_30_days", "proof", "changed"],
        Matching.Select(row => (string[])[
            row.Rule.Key, row.Rule.Number.ToString(CultureInfo.InvariantCulture), row.Rule.Status.ToString(), row.Rule.Sentence, row.Rule.Rule.Citation ?? "",
            row.Fired is null ? "" : row.FiredCount.ToString(CultureInfo.InvariantCulture), row.Verdict?.ToString() ?? "", row.Rule.ChangedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)])));

    /// <summary>One document a line, as the import reads them.</summary>
    private Task SaveJsonAsync() => Files.SaveAsync("rules.jsonl", string.Join('\n', Matching.Select(row => Encoding.UTF8.GetString(RuleJson.Write(row.Rule.Rule)))));
}
