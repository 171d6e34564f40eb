using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Experiments;
using ConvoStudio.Web.Components.LiveMetrics;
using ConvoStudio.Web.Components.Segments;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ConvoStudio.Web.Components.Simulations;

public sealed partial class RehearsalPage : IDisposable
{
    private const string Results = "results";
    private const string Segments = "segments";
    private static readonly IReadOnlyList<string> Tabs = [Results, Segments];
    private IReadOnlyList<Rehearsal> _twins = [];
    private IActor? _actor;
    private Rehearsal? _rehearsal;
    private Job? _job;
    private Studio? _bottle;
    private BoardState? _board;
    private IDisposable? _subscription;
    private string? _problem;
    private bool _missing;
    private bool _mayRehearse;
    private bool _disposed;
    private Guid _read;

    [Inject] public required RehearsalService Rehearsals { get; init; }
    [Inject] public required RehearsalBottles Bottles { get; init; }
    [Inject] public required JobService Jobs { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }

    [Parameter] public Guid Id { get; set; }
    [SupplyParameterFromQuery(Name = "tab")] public string? Tab { get; set; }
    [SupplyParameterFromQuery(Name = SegmentsTab.ByName)] public string? By { get; set; }
    [SupplyParameterFromQuery(Name = SegmentsTab.ArmName)] public string? Arm { get; set; }

    private string Shown => Tab == Segments ? Segments : Results;

    private IReadOnlyList<Crumb> Way => [new Crumb(L["GroupProve"]), new Crumb(T["Rehearsals"], "/rehearsals")];

    // Who may not read jobs sees by the row alone whether it is over.
    private bool IsGoing => _job is null ? _rehearsal?.FinishedAt is null : !_job.HasEnded;

    private BadgeState StatusBadge => _job?.State switch
    {
        JobState.Failed => BadgeState.Failed,
        JobState.Cancelled => BadgeState.Canceled,
        _ => IsGoing ? BadgeState.Running : BadgeState.Done,
    };

    protected override async Task OnParametersSetAsync()
    {
        if (_read == Id) return;
        _read = Id;
        (_rehearsal, _job, _problem, _missing) = (null, null, null, false);
        Detach();
        _subscription ??= Jobs.Subscribe(OnJobChanged);
        _mayRehearse = await Actor.MayAsync(UseCase.Rehearse);
        try
        {
            await ReadAsync();
        }
        catch (NotFoundException)
        {
            _missing = true;
            return;
        }
        await AttachAsync();
    }

    public void Dispose()
    {
        _disposed = true;
        _subscription?.Dispose();
        Detach();
    }

    private async Task ReadAsync()
    {
        var actor = _actor = await Actor.GetAsync();
        var rehearsal = await Rehearsals.GetAsync(actor, Id);
        _job = RoleTable.Allows(actor, UseCase.ReadJobs) ? await Jobs.GetAsync(actor, rehearsal.JobId) : null;
        // The job may have ended between the two; its result is in the row by then.
        _rehearsal = _job is { HasEnded: true } && rehearsal.FinishedAt is null ? await Rehearsals.GetAsync(actor, Id) : rehearsal;
        _twins = [.. (await Rehearsals.ListAsync(actor, rehearsal.PlaybookKey)).Where(other =>
            other.Id != Id && other.ExperimentKey == rehearsal.ExperimentKey && other.Seed == rehearsal.Seed && other.Customers == rehearsal.Customers && other.LogDigest is not null)];
    }

    /// <returns>True when there is another board than before.</returns>
    private async Task<bool> AttachAsync()
    {
        // Opening a long log folds it, which is no work for the circuit's thread.
        var bottle = await Task.Run(() => Bottles.FindAsync(Id));
        if (_disposed || _rehearsal is null || ReferenceEquals(bottle, _bottle)) return false;
        Detach();
        _bottle = bottle;
        _board = bottle is null ? null : new BoardState(bottle.Metrics, _rehearsal.ExperimentKey) { Root = $"/rehearsals/{Id}" };
        return true;
    }

    private void Detach()
    {
        _board?.Dispose();
        (_board, _bottle) = (null, null);
    }

    private void OnJobChanged(Job job)
    {
        if (job.SubjectKey == Id.ToString()) _ = InvokeAsync(() => FollowAsync(job));
    }

    // The steps of the job are shown by RehearsalProgress; the page is rendered for its end and for the bottle alone.
    private async Task FollowAsync(Job job)
    {
        if (_disposed || _rehearsal is null) return;
        try
        {
            var show = await AttachAsync();
            if (job.HasEnded)
            {
                await ReadAsync();
                show = true;
            }
            if (show && !_disposed) StateHasChanged();
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task CancelAsync() => await Jobs.CancelAsync(await Actor.GetAsync(), _job!.Id);

    private async Task OtherSeedAsync()
    {
        if (await RehearseDialog.AskAsync(Dialogs, T["OtherSeed"], new RehearsalChoice(_rehearsal!.Customers, _rehearsal.Seed + 1)) is { } choice) await AgainAsync(choice);
    }

    private async Task AgainAsync(RehearsalChoice choice)
    {
        try
        {
            var again = await Rehearsals.StartAsync(await Actor.GetAsync(), _rehearsal!.ExperimentKey, choice.Customers, choice.Seed);
            Navigation.NavigateTo($"/rehearsals/{again.Id}");
        }
        catch (ValidationException exception)
        {
            _problem = string.Join(" ", exception.Errors.SelectMany(field => field.Value));
        }
    }
}
