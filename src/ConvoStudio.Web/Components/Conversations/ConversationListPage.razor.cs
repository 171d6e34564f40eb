using System.Globalization;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Playbooks;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ConvoStudio.Web.Components.Conversations;

public sealed partial class ConversationListPage : IDisposable
{
    private StudioView? _view;
    private ConversationRows? _rows;
    private bool _loading = true;

    [Inject] public required StudioViews Views { get; init; }
    [Inject] public required CurrentPlaybook Current { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required BrowserFile Files { get; init; }

    [Parameter] public Guid? Rehearsal { get; set; }
    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }
    [SupplyParameterFromQuery(Name = "source")] public string? Source { get; set; }
    [SupplyParameterFromQuery(Name = "before")] public long? Before { get; set; }

    private bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || !string.IsNullOrEmpty(Source) || Before is not null;

    private IReadOnlyList<Crumb> Way => Rehearsal is { } id
        ? [new Crumb(L["GroupProve"]), new Crumb(T["Rehearsals"], "/rehearsals"), new Crumb(_view?.Rehearsal?.ExperimentName ?? T["Rehearsal"], $"/rehearsals/{id}")]
        : [new Crumb(L["GroupTalk"])];

    protected override void OnInitialized() => Current.Changed += OnPlaybookChanged;

    protected override Task OnParametersSetAsync() => ReadAsync();

    public void Dispose() => Current.Changed -= OnPlaybookChanged;

    public static string Name(ConversationRow row) => row.ExternalId ?? Readable.Short(row.PublicId);

    private async Task ReadAsync()
    {
        _view = await Views.FindAsync(Rehearsal);
        var playbook = _view?.Rehearsal?.PlaybookKey ?? (await Current.GetAsync())?.Key;
        LogSource? source = Rehearsal is not null ? LogSource.Simulated : Source switch { "live" => LogSource.Live, "imported" => LogSource.Imported, _ => null };
        _rows = _view is null || playbook is null ? null : ConversationRows.Read(_view.Studio, playbook, source, Search, Before ?? long.MaxValue);
        _loading = false;
    }

    private void OnPlaybookChanged(object? sender, EventArgs args) => _ = InvokeAsync(async () =>
    {
        await ReadAsync();
        StateHasChanged();
    });

    private string Href(Talk talk) => $"{_view!.Root}/conversations/{talk.Row.PublicId}";

    private void SearchChanged(string? text) => Filter("q", text);

    private void SourceChanged(string? source) => Filter("source", source);

    // Another filter begins at the newest again.
    private void Filter(string name, string? value) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = string.IsNullOrWhiteSpace(value) ? null : value.Trim(), ["before"] = null }), replace: true);

    private void Open(DataGridRowClickEventArgs<Talk> row) => Navigation.NavigateTo(Href(row.Item));

    private Task SaveCsvAsync() => Files.SaveAsync("conversations.csv", Csv.Of(
        ["id", "externalId", "source", "channel", "arm", "turns", "decisions", "converted", "opened"],
        _rows!.Talks.Select(talk => (string[])[
            talk.Row.PublicId.ToString(), talk.Row.ExternalId ?? "", talk.Row.Source.ToString(), talk.Row.Channel, talk.Assignment?.Arm ?? "",
            talk.Turns.Count.ToString(CultureInfo.InvariantCulture), talk.Decisions.ToString(CultureInfo.InvariantCulture),
            talk.Outcomes.TryGetValue(OutcomeMetric.Converted, out var converted) ? converted.ToString(CultureInfo.InvariantCulture) : "",
            talk.OpenedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)])));
}
