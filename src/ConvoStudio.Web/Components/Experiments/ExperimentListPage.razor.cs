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
    private const string Learnings = "learnings";
    private IReadOnlyList<ExperimentRow>? _rows;
    private PlaybookListItem? _playbook;
    private bool _mayStart;

    [Inject] public required ExperimentService Experiments { get; init; }
    [Inject] public required ExperimentHealth Health { get; init; }
    [Inject] public required PastTraffic Traffic { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }
    [Inject] public required Studio Studio { get; init; }
    [Inject] public required CurrentPlaybook Current { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required BrowserFile Files { get; init; }
    [Inject] public required IStringLocalizer<LiveMetricsTexts> Words { get; init; }

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }
    [SupplyParameterFromQuery(Name = "status")] public string? Status { get; set; }
    [SupplyParameterFromQuery(Name = "view")] public string? View { get; set; }

    private bool IsLearnings => View == Learnings;

    private IEnumerable<ExperimentRow> Shown => _rows!.Where(row =>
        (string.IsNullOrEmpty(Status) || string.Equals(row.Experiment.Status.ToString(), Status, StringComparison.OrdinalIgnoreCase)) &&
        (!IsLearnings || row.Experiment.Conclusion is not null) &&
        (string.IsNullOrWhiteSpace(Search) || Texts(row.Experiment).Any(text => text.Contains(Search.Trim(), StringComparison.OrdinalIgnoreCase))));

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
        _rows = [.. experiments.Select(experiment =>
        {
            var frame = Studio.Metrics.Latest(experiment.Key);
            return new ExperimentRow(
                experiment, frame?.Arms.Sum(arm => arm.Totals.Conversations) ?? 0, frame is null ? null : VerdictWords.Of(frame, Words, ended: !IsInForce(experiment)), Health.Of(experiment));
        })];
        // The past is read once the page is there: a long one must not hold it up.
        if (RendererInfo.IsInteractive) await TellDaysAsync();
    }

    /// <summary>How long those that run still need, from what the past was like and how fast conversations finish.</summary>
    private async Task TellDaysAsync()
    {
        var (rows, actor, now) = (_rows!, await Actor.GetAsync(), Clock.GetUtcNow());
        foreach (var metric in rows.Where(row => row.Experiment.Status == ExperimentStatus.Running).Select(row => row.Experiment.PlanOrUsual.Metric).Distinct().ToList())
        {
            var past = await Traffic.ReadAsync(actor, _playbook!.Key, metric);
            if (!ReferenceEquals(rows, _rows)) return;
            _rows = rows = [.. rows.Select(row => row.Experiment.Status == ExperimentStatus.Running && row.Experiment.PlanOrUsual.Metric == metric ? row with { DaysLeft = DaysLeft(row.Experiment, past, now) } : row)];
        }
    }

    private double? DaysLeft(Experiment experiment, PastUnits past, DateTimeOffset now)
    {
        var arms = experiment.ActiveArms.ToList();
        var forecast = PowerForecast.Of(past.Capped(experiment.PlanOrUsual.Cap), experiment.PlanOrUsual, [.. arms.Select(arm => (double)arm.Share)], arms.FindIndex(arm => arm.Control));
        var finished = Studio.Metrics.Latest(experiment.Key)?.Arms.Sum(arm => arm.Totals.Closed) ?? 0;
        // The first day tells little of a day.
        var days = experiment.StartedAt is { } started ? (now - started).TotalDays : 0;
        return forecast?.DaysLeft(finished, days >= 1 ? finished / days : forecast.PerDay);
    }

    private static bool IsInForce(Experiment experiment) => experiment.Status is ExperimentStatus.Running or ExperimentStatus.Paused;

    private void OnPlaybookChanged(object? sender, EventArgs args) => _ = InvokeAsync(async () =>
    {
        await ReadAsync();
        StateHasChanged();
    });

    private static IEnumerable<string> Texts(Experiment experiment) =>
    [
        experiment.Name, experiment.Hypothesis, experiment.Key, experiment.Conclusion?.Learnings ?? "", experiment.Conclusion?.Reason ?? "",
        experiment.Arms.FirstOrDefault(arm => arm.Key == experiment.Conclusion?.Arm)?.Name ?? "",
    ];

    private static int Broken(ExperimentRow row) => row.Health.Count(finding => finding.Breaks);

    private static double Left(ExperimentRow row) => row.DaysLeft ?? double.MaxValue;

    private string LeftTitle(ExperimentRow row) => T[row.DaysLeft is null ? "DaysLeftUnknown" : "DaysLeftHelp"];

    private static string LeftText(ExperimentRow row) => row.DaysLeft is { } days ? Numbers.Count(Math.Ceiling(days)) : Numbers.Unknown;

    private string Word(VerdictWords verdict) => Words[$"Short{verdict.State.WordKey}"];

    private void SearchChanged(string? text) => Filter("q", text);

    private void StatusChanged(string? status) => Filter("status", status);

    private void ShowList() => Filter("view", null);

    private void ShowLearnings() => Filter("view", Learnings);

    private void Filter(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrWhiteSpace(value) ? null : value.Trim()), replace: true);

    private void Open(DataGridRowClickEventArgs<ExperimentRow> row) => Navigation.NavigateTo($"/experiments/{row.Item.Experiment.Key}");

    private Task SaveCsvAsync() => Files.SaveAsync("experiments.csv", Csv.Of(
        ["key", "name", "status", "health", "verdict", "arms", "conversations", "traffic", "days_left", "owner", "created", "arm_that_goes_on", "learnings"],
        Shown.Select(row => (string[])[
            row.Experiment.Key, row.Experiment.Name, row.Experiment.Status.ToString(), string.Join(" / ", row.Health.Select(finding => T[$"Cause-{finding.Cause}"].Value)), row.Verdict?.Say ?? "",
            string.Join(" / ", row.Experiment.Arms.Select(arm => arm.Key)), row.Conversations.ToString(CultureInfo.InvariantCulture),
            row.Experiment.PlanOrUsual.Traffic.ToString("R", CultureInfo.InvariantCulture), row.DaysLeft is { } days ? Math.Ceiling(days).ToString(CultureInfo.InvariantCulture) : "", row.Experiment.CreatedBy,
            row.Experiment.CreatedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), row.Experiment.Conclusion?.Arm ?? "", row.Experiment.Conclusion?.Learnings ?? ""])));
}
