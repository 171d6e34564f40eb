using System.Globalization;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Playbooks;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ConvoStudio.Web.Components.Simulations;

public sealed partial class RehearsalListPage : IDisposable
{
    private IReadOnlyList<Rehearsal>? _rows;

    [Inject] public required RehearsalService Rehearsals { get; init; }
    [Inject] public required CurrentPlaybook Current { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required BrowserFile Files { get; init; }

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    private IEnumerable<Rehearsal> Shown => _rows!.Where(row => string.IsNullOrWhiteSpace(Search)
        || row.ExperimentName.Contains(Search.Trim(), StringComparison.OrdinalIgnoreCase) || row.Seed.ToString(CultureInfo.InvariantCulture) == Search.Trim());

    protected override async Task OnInitializedAsync()
    {
        Current.Changed += OnPlaybookChanged;
        await ReadAsync();
    }

    public void Dispose() => Current.Changed -= OnPlaybookChanged;

    private async Task ReadAsync() =>
        _rows = await Current.GetAsync() is { } playbook ? await Rehearsals.ListAsync(await Actor.GetAsync(), playbook.Key) : [];

    private void OnPlaybookChanged(object? sender, EventArgs args) => _ = InvokeAsync(async () =>
    {
        await ReadAsync();
        StateHasChanged();
    });

    private void SearchChanged(string? text) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", string.IsNullOrWhiteSpace(text) ? null : text.Trim()), replace: true);

    private void Open(DataGridRowClickEventArgs<Rehearsal> row) => Navigation.NavigateTo($"/rehearsals/{row.Item.Id}");

    private Task SaveCsvAsync() => Files.SaveAsync("rehearsals.csv", Csv.Of(
        ["id", "experiment", "seed", "customers", "digest", "begun", "ended"],
        Shown.Select(row => (string[])[
            row.Id.ToString(), row.ExperimentKey, row.Seed.ToString(CultureInfo.InvariantCulture), row.Customers.ToString(CultureInfo.InvariantCulture), row.LogDigest ?? "",
            row.CreatedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), row.FinishedAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? ""])));
}
