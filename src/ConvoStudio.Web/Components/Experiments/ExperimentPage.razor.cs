using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Policies;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.LiveMetrics;
using ConvoStudio.Web.Components.Segments;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace ConvoStudio.Web.Components.Experiments;

public sealed partial class ExperimentPage : IDisposable
{
    private const string Results = "results";
    private const string Segments = "segments";
    private const string Health = "health";
    private const string Setup = "setup";
    private const string Notes = "notes";
    private static readonly IReadOnlyList<string> Tabs = [Results, Segments, Health, Setup, Notes];
    private Experiment? _experiment;
    private BoardState? _board;
    private IReadOnlyList<PolicyLine> _policies = [];
    private IReadOnlyList<PlaybookFact> _facts = [];
    private IReadOnlyList<LaunchCheck>? _checks;
    private IReadOnlyList<HealthFinding> _health = [];
    private IActor? _actor;
    private string? _problem;
    private int _breaches;
    private bool _missing;
    private bool _mayStart;
    private bool _mayRehearse;

    [Inject] public required ExperimentService Experiments { get; init; }
    [Inject] public required ExperimentHealth HealthOf { get; init; }
    [Inject] public required LaunchReview Launch { get; init; }
    [Inject] public required PlaybookService Playbooks { get; init; }
    [Inject] public required PolicyService Policies { get; init; }
    [Inject] public required RehearsalService Rehearsals { get; init; }
    [Inject] public required Studio Studio { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required IStringLocalizer<LiveMetricsTexts> Words { get; init; }

    [Parameter] public string Key { get; set; } = "";
    [SupplyParameterFromQuery(Name = "tab")] public string? Tab { get; set; }
    [SupplyParameterFromQuery(Name = SegmentsTab.ByName)] public string? By { get; set; }
    [SupplyParameterFromQuery(Name = SegmentsTab.ArmName)] public string? Arm { get; set; }

    private string Shown => Tabs.Contains(Tab ?? "", StringComparer.Ordinal) ? Tab! : Results;

    private bool IsInForce => _experiment?.Status is ExperimentStatus.Running or ExperimentStatus.Paused;

    private IReadOnlyList<Crumb> Way => [new Crumb(L["GroupProve"]), new Crumb(T["Experiments"], "/experiments")];

    private string Shares => string.Join(" : ", _experiment!.ActiveArms.Select(arm => Numbers.Count(arm.Share)));

    // In a draft it is a button of its own.
    private EventCallback Rehearsing => _mayRehearse ? EventCallback.Factory.Create(this, RehearseAsync) : default;

    protected override async Task OnParametersSetAsync()
    {
        if (_board?.Experiment == Key)
        {
            if (_experiment is not null) _health = HealthOf.Of(_experiment);
            return;
        }

        LeaveBoard();
        _board = new BoardState(Studio.Metrics, Key);
        _breaches = _board.Shown?.Breaches.Count ?? 0;
        _board.Changed += OnBoardChanged;
        _mayStart = await Actor.MayAsync(UseCase.StartExperiment);
        _mayRehearse = await Actor.MayAsync(UseCase.Rehearse);
        try
        {
            _actor = await Actor.GetAsync();
            var experiment = await Experiments.GetAsync(_actor, Key);
            _policies = await Policies.ListAsync(_actor, experiment.PlaybookKey);
            _facts = (await Playbooks.GetAsync(_actor, experiment.PlaybookKey)).Facts;
            await TakeAsync(experiment);
            _missing = false;
        }
        catch (NotFoundException)
        {
            _missing = true;
        }
    }

    /// <summary>The experiment as it is now, with what hangs on it.</summary>
    private async Task TakeAsync(Experiment experiment)
    {
        _checks = experiment.Status == ExperimentStatus.Draft ? await Launch.OfAsync(_actor!, Key) : null;
        (_experiment, _health) = (experiment, HealthOf.Of(experiment));
    }

    private string Address(string tab) => tab == Results ? $"/experiments/{Key}" : $"/experiments/{Key}?tab={tab}";

    public void Dispose() => LeaveBoard();

    private void LeaveBoard()
    {
        if (_board is null) return;
        _board.Changed -= OnBoardChanged;
        _board.Dispose();
    }

    // A guardrail pauses the experiment by itself: the page says so at once, not when somebody loads it anew.
    private void OnBoardChanged(object? sender, EventArgs args)
    {
        if (_board?.Shown is not { } frame || frame.Breaches.Count == _breaches) return;
        _breaches = frame.Breaches.Count;
        _ = InvokeAsync(async () =>
        {
            await TryAsync(async () => await TakeAsync(await Experiments.GetAsync(_actor!, Key)));
            StateHasChanged();
        });
    }

    private async Task StartAsync()
    {
        _problem = null;
        // Looked at now: another experiment may have taken the room since the page was opened.
        if (!await StartDialog.AskAsync(Dialogs, T["StartTitle"], _experiment!, await Launch.OfAsync(_actor!, Key))) return;
        await TryAsync(async () => await TakeAsync(await Experiments.StartAsync(_actor!, Key)));
    }

    private async Task ConcludeAsync()
    {
        _problem = null;
        var frame = Studio.Metrics.Latest(Key);
        var advised = ConclusionMaker.AdvisedArm(_experiment!, frame);
        if (await ConcludeDialog.AskAsync(Dialogs, T["ConcludeTitle"], _experiment!, advised, frame is null ? null : VerdictWords.Of(frame, Words, ended: true)) is not { } conclusion) return;
        await TryAsync(async () => await TakeAsync(await Experiments.ConcludeAsync(_actor!, Key, conclusion)));
    }

    private Task PauseAsync() => AskWhyAsync(new(T["PauseTitle"], T["PauseText"], T["PauseConfirm"], T["KeepRunning"], T["WhyPause"], Danger: false), Experiments.PauseAsync);

    private Task ResumeAsync() => AskAsync(new(T["ResumeTitle"], T["ResumeText"], T["ResumeConfirm"], T["KeepPaused"], Danger: false), Experiments.ResumeAsync);

    private Task StopAsync() => AskWhyAsync(
        new(T["StopTitle"], T["StopText"], T["StopConfirm"], _experiment!.Status == ExperimentStatus.Paused ? T["KeepPaused"] : T["KeepRunning"], T["WhyStop"]), Experiments.StopAsync);

    private async Task AskWhyAsync(ConfirmOptions options, Func<IActor, string, string, CancellationToken, Task<Experiment>> move)
    {
        _problem = null;
        if (await ConfirmDialog.AskAsync(Dialogs, options) is not { } reason) return;
        await TryAsync(async () => await TakeAsync(await move(_actor!, Key, reason, CancellationToken.None)));
    }

    private async Task AskAsync(ConfirmOptions options, Func<IActor, string, CancellationToken, Task<Experiment>> move)
    {
        _problem = null;
        if (await ConfirmDialog.AskAsync(Dialogs, options) is null) return;
        await TryAsync(async () => await TakeAsync(await move(_actor!, Key, CancellationToken.None)));
    }

    private async Task RehearseAsync()
    {
        _problem = null;
        if (await RehearseDialog.AskAsync(Dialogs, T["RehearseTitle"]) is not { } choice) return;
        await TryAsync(async () =>
        {
            var rehearsal = await Rehearsals.StartAsync(await Actor.GetAsync(), Key, choice.Customers, choice.Seed);
            Navigation.NavigateTo($"/rehearsals/{rehearsal.Id}");
        });
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is TransitionException or ConflictException or ForbiddenException)
        {
            _problem = exception.Message;
        }
        catch (ValidationException exception)
        {
            // The fields are the dialog's, which is closed: only the sentences help now.
            _problem = string.Join(" ", exception.Errors.SelectMany(field => field.Value));
        }
    }
}
