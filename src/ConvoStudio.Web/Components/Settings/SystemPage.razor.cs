using ConvoStudio.Application.Backups;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Retention;
using ConvoStudio.Application.Storage;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Settings;

/// <summary>What runs here, what it keeps, and its copies. Figures are those of the moment; storage is measured in the background.</summary>
public sealed partial class SystemPage : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private SystemVersions? _versions;
    private IReadOnlyList<Backup> _backups = [];
    private Job? _backup;
    private Job? _tidying;
    private bool _measuring;
    private DateTimeOffset _checkedAt;
    private IDisposable? _jobs;
    private ITimer? _timer;

    [Inject] public required Studio Studio { get; init; }
    [Inject] public required TrafficFold Traffic { get; init; }
    [Inject] public required StorageMeter Meter { get; init; }
    [Inject] public required BackupService Backups { get; init; }
    [Inject] public required JobService Jobs { get; init; }
    [Inject] public required LogInspection Inspection { get; init; }
    [Inject] public required IDbContextFactory<StudioDbContext> Databases { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required Notices Notices { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }
    [Inject] public required IStringLocalizer<SystemTexts> T { get; init; }

    protected override async Task OnInitializedAsync()
    {
        _checkedAt = Clock.GetUtcNow();
        _backups = Backups.List(await Actor.GetAsync());
        _versions = await SystemVersions.ReadAsync(Inspection, Databases);
        if (!RendererInfo.IsInteractive) return;
        _jobs = Jobs.Subscribe(job => _ = InvokeAsync(() => TakeAsync(job)));
        _timer = Clock.CreateTimer(ignored => _ = InvokeAsync(Look), null, LookEvery, LookEvery);
    }

    private void Look()
    {
        _checkedAt = Clock.GetUtcNow();
        StateHasChanged();
    }

    private async Task BackUpAsync() => Watch(await Backups.StartAsync(await Actor.GetAsync()));

    private void Watch(Job job)
    {
        if (job.Kind == BackupJob.JobKind) _backup = job;
        else _tidying = job;
    }

    private async Task TakeAsync(Job job)
    {
        if (job.Kind is not (BackupJob.JobKind or RetentionJob.JobKind)) return;
        Watch(job);
        if (job.HasEnded)
        {
            _backups = Backups.List(await Actor.GetAsync());
            Notices.Show(job.Error ?? job.Message);
        }
        StateHasChanged();
    }

    private async Task MeasureAsync()
    {
        _measuring = true;
        try
        {
            await Meter.MeasureAsync();
        }
        finally
        {
            _measuring = false;
        }
    }

    private string Behind(long sequence) => Studio.Log.LastSequence - sequence is > 0 and var behind ? T["Behind", Numbers.Count(behind)] : T["UpToDate"];

    public void Dispose()
    {
        _jobs?.Dispose();
        _timer?.Dispose();
    }
}
