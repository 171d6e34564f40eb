using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Playbooks;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Home;

/// <summary>At the first start two roads; later what there is in the current playbook.</summary>
public sealed partial class HomePage : IDisposable
{
    private const int Listed = 5;
    private IActor? _actor;
    private string? _name;
    private bool _loaded;
    private Overview? _overview;
    private IDisposable? _jobs;

    [Inject] public required CurrentPerson Person { get; init; }
    [Inject] public required PageActor PageActor { get; init; }
    [Inject] public required CurrentPlaybook Current { get; init; }
    [Inject] public required ImportService Imports { get; init; }
    [Inject] public required ExperimentService Experiments { get; init; }
    [Inject] public required JobService Jobs { get; init; }
    [Inject] public required IStringLocalizer<HomeTexts> T { get; init; }

    private bool May(UseCase useCase) => _actor is not null && RoleTable.Allows(_actor, useCase);

    protected override async Task OnInitializedAsync()
    {
        Current.Changed += OnChanged;
        _actor = await PageActor.GetAsync();
        _name = (await Person.GetAsync())?.Name;
        if (RendererInfo.IsInteractive && May(UseCase.ReadJobs)) _jobs = Jobs.Subscribe(OnJob);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var playbook = await Current.GetAsync();
        var jobs = May(UseCase.ReadJobs) ? await Jobs.ListAsync(_actor!, take: Listed) : [];
        _overview = playbook is null ? null : new(
            playbook,
            playbook.ImportId is { } import && May(UseCase.ReadJobs) ? await Imports.GetAsync(_actor!, import) : null,
            May(UseCase.ReadExperiments) ? [.. (await Experiments.ListAsync(_actor!, playbook.Key)).OrderBy(experiment => experiment.Status != ExperimentStatus.Running).Take(Listed)] : [],
            jobs);
        _loaded = true;
    }

    private void OnJob(Job job)
    {
        if (job.HasEnded) OnChanged(this, EventArgs.Empty);
    }

    private void OnChanged(object? sender, EventArgs args) => _ = InvokeAsync(async () =>
    {
        await ReadAsync();
        StateHasChanged();
    });

    private static BadgeState Look(ExperimentStatus status) => status switch
    {
        ExperimentStatus.Draft => BadgeState.Draft,
        ExperimentStatus.Running => BadgeState.Running,
        ExperimentStatus.Paused => BadgeState.Paused,
        ExperimentStatus.Stopped => BadgeState.Stopped,
        _ => BadgeState.Concluded,
    };

    public void Dispose()
    {
        Current.Changed -= OnChanged;
        _jobs?.Dispose();
    }

    private sealed record Overview(PlaybookListItem Playbook, Import? Import, IReadOnlyList<Experiment> Experiments, IReadOnlyList<Job> Jobs);
}
