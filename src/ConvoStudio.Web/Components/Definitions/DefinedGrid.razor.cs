using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ConvoStudio.Application.Definitions;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Definitions;

/// <summary>A list of one kind. What is exported is what is filtered, on all pages.</summary>
public sealed partial class DefinedGrid
{
    private const string NoProduct = "-";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);
    private readonly FormState _form = new();
    private IReadOnlyList<DefinedThing> _all = [];
    private IReadOnlyList<DefinedThing> _rows = [];
    private IReadOnlyList<string> _reasons = [];
    private IReadOnlyList<string>? _remembered;
    private string _stage = "";
    private bool _columnsOpen;

    [Parameter, EditorRequired] public required Playbook Playbook { get; set; }
    [Parameter, EditorRequired] public required ListKind Kind { get; set; }
    [Parameter, EditorRequired] public required ListState State { get; set; }
    [Parameter, EditorRequired] public required IActor Actor { get; set; }
    [Parameter] public bool MayEdit { get; set; }
    [Parameter] public EventCallback OnNew { get; set; }
    [Parameter] public EventCallback<string> OnDuplicate { get; set; }

    /// <summary>Something was saved: the page reads the playbook anew.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }
    [Inject] public required DefinitionService Definitions { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required Notices Notices { get; init; }
    [Inject] public required BrowserFile Files { get; init; }
    [Inject] public required IJSRuntime Js { get; init; }
    [Inject] public required IStringLocalizer<DefinitionTexts> T { get; init; }

    private IReadOnlyList<string> Columns => Kind.Chosen(Playbook, State.Columns ?? _remembered);

    private IReadOnlyList<string> Sortable => [Kind.Title, .. Columns, DefinedFields.Archived];

    private int PageNumber => Math.Clamp(State.Page, 1, Math.Max(1, (_rows.Count + State.Size - 1) / State.Size));

    private int First => _rows.Count == 0 ? 0 : ((PageNumber - 1) * State.Size) + 1;

    private IReadOnlyList<DefinedThing> Page => [.. _rows.Skip((PageNumber - 1) * State.Size).Take(State.Size)];

    private string Memory => $"cs-columns-{Kind.Address}";

    protected override void OnParametersSet()
    {
        _all = DefinedFields.Read(Playbook, Kind.Kind);
        _rows = ListRows.Of(_all, State);
        _chosen.IntersectWith(_rows.Select(r => r.Key));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        if (await Js.AskAsync("./js/define.js", "recall", Memory) is { Length: > 0 } columns)
        {
            _remembered = columns.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            StateHasChanged();
        }
    }

    private static string Align(string field) => field == "price" ? "num" : "";

    private string Href(string key) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["open"] = key, ["tab"] = null });

    private string PageHref(int page) => Navigation.GetUriWithQueryParameter("page", page == 1 ? null : page);

    private IReadOnlyList<(string Field, string Value)> Filters() =>
        [.. Kind.FilteredBy.Where(f => !State.Filters.ContainsKey(f)).SelectMany(f => ListRows.Values(_all, f).Select(v => (f, v)))];

    // Another selection of rows begins at its first page.
    private void Go(params (string Name, object? Value)[] changes) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(changes.Append(("page", null)).ToDictionary(c => c.Item1, c => c.Item2, StringComparer.Ordinal)), replace: true);

    private void Search(string? text) => Go(("q", string.IsNullOrWhiteSpace(text) ? null : text.Trim()));

    private void Status(string status) => Go(("status", status == ListState.InUse ? null : status));

    private void AddFilter(string? filter)
    {
        if (filter is { Length: > 0 } && filter.Split('=', 2) is [var field, var value])
            Go(($"f.{field}", value));
    }

    private void RemoveFilter(string field) => Go(($"f.{field}", null));

    private void ClearAll() => Go([("q", null), ("status", ListState.All), .. State.Filters.Keys.Select(f => ($"f.{f}", (object?)null))]);

    // Up, down, as they were made.
    private void Sort(string field) => Go(("sort", State.Sort != field ? field : State.Descending ? null : "-" + field));

    private void SortBy(ChangeEventArgs args) => Go(("sort", args.Value?.ToString() is { Length: > 0 } field ? field : null));

    private void Turn() => Go(("sort", State.Descending ? State.Sort : "-" + State.Sort));

    private void SetSize(ChangeEventArgs args) =>
        Go(("size", int.TryParse(args.Value?.ToString(), CultureInfo.InvariantCulture, out var size) && size != ListState.DefaultSize ? size : null));

    private async Task ToggleColumnAsync(string column)
    {
        var columns = Columns.Contains(column) ? Columns.Where(c => c != column).ToList() : [.. Columns, column];
        var text = string.Join(' ', Kind.Columns(Playbook).Where(columns.Contains).DefaultIfEmpty("none"));
        await Js.CallAsync("./js/define.js", "remember", Memory, text);
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("cols", text), replace: true);
    }

    private void Pick(string key)
    {
        _reasons = [];
        if (!_chosen.Remove(key))
            _chosen.Add(key);
    }

    private void PickPage(ChangeEventArgs args)
    {
        _reasons = [];
        foreach (var row in Page)
        {
            if (args.Value is true)
                _chosen.Add(row.Key);
            else
                _chosen.Remove(row.Key);
        }
    }

    /// <summary>One field of many things, or of one, as one change that can be undone.</summary>
    private async Task SetAsync(string field, string? value, string? only = null)
    {
        if (value is null || (field == "product" && value.Length == 0 && only is null && _chosen.Count == 0))
            return;
        var things = _all.Where(t => only is null ? _chosen.Contains(t.Key) : t.Key == only).Where(t => t[field] != value).ToList();
        if (things.Count == 0)
            return;
        _reasons = [];
        try
        {
            await Definitions.ApplyAsync(Actor, Playbook.Key, Kind.Kind, [.. things.Select(t => Change(t.Key, field, value, t.Version))]);
        }
        catch (ValidationException exception)
        {
            _reasons = [.. exception.Errors.Select(e => $"{e.Key}: {string.Join(" ", e.Value)}")];
            if (only is not null)
                Notices.Show(string.Join(" ", _reasons));
            return;
        }

        _chosen.Clear();
        var (playbook, kind, actor, changed) = (Playbook.Key, Kind.Kind, Actor, OnChanged);
        Notices.Show(Done(field, value, things), async () =>
        {
            var undo = new FormState();
            await undo.TryAsync(() => Definitions.ApplyAsync(actor, playbook, kind, [.. things.Select(t => Change(t.Key, field, t[field], t.Version + 1))]));
            if (undo.Problem is not null) Notices.Show(undo.Problem);
            await changed.InvokeAsync();
        });
        await OnChanged.InvokeAsync();
    }

    private DefinedChange Change(string key, string field, string value, int version) =>
        new(Kind.Kind, key, new Dictionary<string, string>(StringComparer.Ordinal) { [field] = value }, version);

    private string Done(string field, string value, List<DefinedThing> things)
    {
        var what = things is [var one] ? one.Key : T[$"Some-{Kind.Kind}", things.Count].Value;
        return field == DefinedFields.Archived ? T[value == "true" ? "ArchivedNow" : "RestoredNow", what] : T["ChangedNow", what, FieldWords.Name(T, field)];
    }

    private Task SaveCsvAsync()
    {
        var fields = DefinedFields.Of(Kind.Kind, Playbook);
        return Files.SaveAsync($"{Kind.Address}.csv", Csv.Of(fields, _rows.Select(row => fields.Select(f => row[f]))));
    }

    private Task SaveJsonAsync() => Files.SaveAsync($"{Kind.Address}.json", JsonSerializer.Serialize(_rows.Select(row => row.Fields), Indented));
}
