using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Policies;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.LiveMetrics;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ConvoStudio.Web.Components.Experiments;

public sealed partial class ExperimentPage : IDisposable
{
    private Experiment? _experiment;
    private BoardState? _board;
    private IReadOnlyList<PolicyLine> _policies = [];
    private string? _problem;
    private bool _missing;
    private bool _mayStart;
    private bool _mayRehearse;

    [Inject] public required ExperimentService Experiments { get; init; }
    [Inject] public required PolicyService Policies { get; init; }
    [Inject] public required RehearsalService Rehearsals { get; init; }
    [Inject] public required Studio Studio { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }

    [Parameter] public string Key { get; set; } = "";
    [SupplyParameterFromQuery(Name = "tab")] public string? Tab { get; set; }

    private bool IsSetup => Tab == "setup";

    private bool IsInForce => _experiment?.Status is ExperimentStatus.Running or ExperimentStatus.Paused;

    private IReadOnlyList<Crumb> Way => [new Crumb(L["GroupProve"]), new Crumb(T["Experiments"], "/experiments")];

    private string Shares => string.Join(" : ", _experiment!.Arms.Select(arm => Numbers.Count(arm.Share)));

    protected override async Task OnParametersSetAsync()
    {
        if (_board?.Experiment == Key) return;
        _board?.Dispose();
        _board = new BoardState(Studio.Metrics, Key);
        _mayStart = await Actor.MayAsync(UseCase.StartExperiment);
        _mayRehearse = await Actor.MayAsync(UseCase.Rehearse);
        try
        {
            var actor = await Actor.GetAsync();
            var experiment = await Experiments.GetAsync(actor, Key);
            _policies = await Policies.ListAsync(actor, experiment.PlaybookKey);
            (_experiment, _missing) = (experiment, false);
        }
        catch (NotFoundException)
        {
            _missing = true;
        }
    }

    public void Dispose() => _board?.Dispose();

    private Task StartAsync() => AskAsync(new(T["StartTitle"], T["StartText", _experiment!.Name], T["StartConfirm"], T["KeepDraft"], Danger: false), Experiments.StartAsync);

    private Task PauseAsync() => AskWhyAsync(new(T["PauseTitle"], T["PauseText"], T["PauseConfirm"], T["KeepRunning"], T["WhyPause"], Danger: false), Experiments.PauseAsync);

    private Task ResumeAsync() => AskAsync(new(T["ResumeTitle"], T["ResumeText"], T["ResumeConfirm"], T["KeepPaused"], Danger: false), Experiments.ResumeAsync);

    private Task StopAsync() => AskWhyAsync(
        new(T["StopTitle"], T["StopText"], T["StopConfirm"], _experiment!.Status == ExperimentStatus.Paused ? T["KeepPaused"] : T["KeepRunning"], T["WhyStop"]), Experiments.StopAsync);

    private async Task AskWhyAsync(ConfirmOptions options, Func<IActor, string, string, CancellationToken, Task<Experiment>> move)
    {
        _problem = null;
        if (await ConfirmDialog.AskAsync(Dialogs, options) is not { } reason) return;
        await TryAsync(async () => _experiment = await move(await Actor.GetAsync(), Key, reason, CancellationToken.None));
    }

    private async Task AskAsync(ConfirmOptions options, Func<IActor, string, CancellationToken, Task<Experiment>> move)
    {
        _problem = null;
        if (await ConfirmDialog.AskAsync(Dialogs, options) is null) return;
        await TryAsync(async () => _experiment = await move(await Actor.GetAsync(), Key, CancellationToken.None));
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
