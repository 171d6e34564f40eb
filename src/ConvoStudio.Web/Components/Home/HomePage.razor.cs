using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Experiments;
using ConvoStudio.Web.Components.Jobs;
using ConvoStudio.Web.Components.LiveMetrics;
using ConvoStudio.Web.Components.Playbooks;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Home;

/// <summary>At the first start the roads; later what moved, what waits for the person, and what is unhealthy.</summary>
public sealed partial class HomePage : IDisposable
{
    private const int Listed = 6;
    private IActor? _actor;
    private string? _name;
    private bool _loaded;
    private PlaybookListItem? _playbook;
    private TrafficDay? _day;
    private IReadOnlyList<HomeItem> _waits = [];
    private IReadOnlyList<HomeItem> _unhealthy = [];
    private IReadOnlyList<ExperimentRow> _experiments = [];
    private IReadOnlyList<Job> _jobs = [];
    private int _experimentCount;
    private DateTimeOffset _checkedAt;
    private IDisposable? _subscription;

    [Inject] public required CurrentPerson Person { get; init; }
    [Inject] public required PageActor PageActor { get; init; }
    [Inject] public required CurrentPlaybook Current { get; init; }
    [Inject] public required ExperimentService Experiments { get; init; }
    [Inject] public required JobService Jobs { get; init; }
    [Inject] public required Studio Studio { get; init; }
    [Inject] public required TrafficFold Traffic { get; init; }
    [Inject] public required HomeItems Items { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }
    [Inject] public required IStringLocalizer<HomeTexts> T { get; init; }
    [Inject] public required IStringLocalizer<LiveMetricsTexts> Words { get; init; }
    [Inject] public required IStringLocalizer<JobTexts> JobTexts { get; init; }

    private bool May(UseCase useCase) => _actor is not null && RoleTable.Allows(_actor, useCase);

    protected override async Task OnInitializedAsync()
    {
        Current.Changed += OnChanged;
        _actor = await PageActor.GetAsync();
        _name = (await Person.GetAsync())?.Name;
        if (RendererInfo.IsInteractive && May(UseCase.ReadJobs)) _subscription = Jobs.Subscribe(OnJob);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        _playbook = await Current.GetAsync();
        _jobs = May(UseCase.ReadJobs) ? await Jobs.ListAsync(_actor!, take: Listed) : [];
        _day = _playbook is not null && May(UseCase.ReadLiveMetrics) ? Traffic.Look(_playbook.Key) : null;
        if (_playbook is not null && May(UseCase.ReadExperiments)) await ReadExperimentsAsync(_playbook);
        var items = await Items.ListAsync();
        _waits = [.. items.Where(item => item.Place == HomePlace.Waits)];
        _unhealthy = [.. items.Where(item => item.Place == HomePlace.Unhealthy)];
        (_checkedAt, _loaded) = (Clock.GetUtcNow(), true);
    }

    private async Task ReadExperimentsAsync(PlaybookListItem playbook)
    {
        var all = await Experiments.ListAsync(_actor!, playbook.Key);
        _experimentCount = all.Count;
        _experiments = [.. all.Where(experiment => experiment.Status is ExperimentStatus.Running or ExperimentStatus.Paused).Take(Listed).Select(experiment =>
            Studio.Metrics.Latest(experiment.Key) is { } frame
                ? new ExperimentRow(experiment, frame.Arms.Sum(arm => arm.Totals.Conversations), experiment.Status == ExperimentStatus.Running ? VerdictWords.Of(frame, Words) : null, [])
                : new ExperimentRow(experiment, 0, null, []))];
    }

    private int DayOf(Experiment experiment) => experiment.StartedAt is { } started ? (int)(Clock.GetUtcNow() - started).TotalDays + 1 : 0;

    private void OnJob(Job job)
    {
        if (job.HasEnded) OnChanged(this, EventArgs.Empty);
    }

    private void OnChanged(object? sender, EventArgs args) => _ = InvokeAsync(async () =>
    {
        Items.Forget();
        await ReadAsync();
        StateHasChanged();
    });

    public void Dispose()
    {
        Current.Changed -= OnChanged;
        _subscription?.Dispose();
    }
}
