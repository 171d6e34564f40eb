using System.Globalization;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.LiveMetrics;
using ConvoStudio.Web.Components.Playbooks;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace ConvoStudio.Web.Components.Experiments;

public sealed partial class ExperimentListPage : IDisposable
{
    private IReadOnlyList<ExperimentRow>? _rows;
    private PlaybookListItem? _playbook;
    private bool _mayStart;

    [Inject] public required ExperimentService Experiments { get; init; }
    [Inject] public required Studio Studio { get; init; }
    [Inject] public required CurrentPlaybook Current { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required BrowserFile Files { get; init; }
    [Inject] public required IStringLocalizer<LiveMetricsTexts> Words { get; init; }

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }
    [SupplyParameterFromQuery(Name = "status")] public string? Status { get; set; }

    private IEnumerable<ExperimentRow> Shown => _rows!.Where(row =>
        (string.IsNullOrEmpty(Status) || string.Equals(row.Experiment.Status.ToString(), Status, StringComparison.OrdinalIgnoreCase)) &&
        (string.IsNullOrWhiteSpace(Search) || Holds(row.Experiment.Name) || Holds(row.Experiment.Hypothesis) || Holds(row.Experiment.Key)));

    private string Counts
    {
        get
        {
            var running = _rows!.Count(row => row.Experiment.Status == ExperimentStatus.Running);
            return T["Counts", Numbers.Count(running), Numbers.Count(_rows!.Count)];
        }
    }

    protected override async Task OnInitializedAsync()
    {
        Current.Changed += OnPlaybookChanged;
        _mayStart = await Actor.MayAsync(UseCase.StartExperiment);
        await ReadAsync();
    }

    public void Dispose() => Current.Changed -= OnPlaybookChanged;

    private async Task ReadAsync()
    {
        _playbook = await Current.GetAsync();
        var experiments = _playbook is null ? [] : await Experiments.ListAsync(await Actor.GetAsync(), _playbook.Key);
        _rows = [.. experiments.Select(experiment => Studio.Metrics.Latest(experiment.Key) is { } frame
            ? new ExperimentRow(experiment, frame.Arms.Sum(arm => arm.Totals.Conversations), VerdictWords.Of(frame, Words))
            : new ExperimentRow(experiment, 0, null))];
    }

    private void OnPlaybookChanged(object? sender, EventArgs args) => _ = InvokeAsync(async () =>
    {
        await ReadAsync();
        StateHasChanged();
    });

    private bool Holds(string text) => text.Contains(Search!.Trim(), StringComparison.OrdinalIgnoreCase);

    private string Word(VerdictWords verdict) => Words[$"Short{verdict.State.WordKey}"];

    private void SearchChanged(string? text) => Filter("q", text);

    private void StatusChanged(string? status) => Filter("status", status);

    private void Filter(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrWhiteSpace(value) ? null : value.Trim()), replace: true);

    private void Open(DataGridRowClickEventArgs<ExperimentRow> row) => Navigation.NavigateTo($"/experiments/{row.Item.Experiment.Key}");

    private Task SaveCsvAsync() => Files.SaveAsync("experiments.csv", Csv.Of(
        ["key", "name", "status", "arms", "conversations", "verdict", "created"],
        Shown.Select(row => (string[])[
            row.Experiment.Key, row.Experiment.Name, row.Experiment.Status.ToString(), string.Join(" / ", row.Experiment.Arms.Select(arm => arm.Key)),
            row.Conversations.ToString(CultureInfo.InvariantCulture), row.Verdict?.Say ?? "", row.Experiment.CreatedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)])));
}
