using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Retention;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ConvoStudio.Web.Components.Settings;

/// <summary>How long what is kept, and what would go.</summary>
public sealed partial class RetentionCard : IDisposable
{
    private static readonly string[] Fields = [.. Enum.GetValues<RetentionKind>().Select(PeriodsForm.Field)];
    private readonly FormState _state = new();
    private readonly CancellationTokenSource _left = new();
    private RetentionSettings? _settings;
    private PeriodsForm? _form;
    private IReadOnlyDictionary<RetentionKind, RetentionShare>? _preview;

    [Inject] public required RetentionService Retention { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required Notices Notices { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }

    /// <summary>A job of this kind is at work.</summary>
    [Parameter] public bool Running { get; set; }

    [Parameter] public EventCallback<Job> OnStarted { get; set; }

    private bool IsChanged => _form!.Periods != _settings!.Periods;

    private string Total => _preview is null ? T["WorkingOut"] : T["FreesTotal", Numbers.Bytes(_preview.Values.Sum(share => share.Bytes))];

    protected override async Task OnInitializedAsync()
    {
        _settings = await Retention.GetAsync(await Actor.GetAsync());
        _form = new PeriodsForm(_settings.Periods);
        if (RendererInfo.IsInteractive) await PreviewAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        // What a run removed no longer waits to go.
        if (_wasRunning && !Running)
        {
            _settings = await Retention.GetAsync(await Actor.GetAsync());
            await PreviewAsync();
        }
        _wasRunning = Running;
    }

    private bool _wasRunning;

    private async Task ChangeAsync(RetentionKind kind, int? value)
    {
        _form![kind] = value;
        await PreviewAsync();
    }

    // A large log takes a moment: the form can be used meanwhile.
    private async Task PreviewAsync()
    {
        _preview = null;
        try
        {
            await _state.TryAsync(async () => _preview = await Retention.PreviewAsync(await Actor.GetAsync(), _form!.Periods, _left.Token), Fields);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            return;
        }
        StateHasChanged();
    }

    private async Task SaveAsync()
    {
        if (!await _state.TryAsync(async () => _settings = await Retention.SaveAsync(await Actor.GetAsync(), _form!.Periods, _settings!.Version), Fields)) return;
        Notices.Show(T["PeriodsSaved"]);
    }

    private async Task ApplyAsync()
    {
        var size = Numbers.Bytes(_preview?.Values.Sum(share => share.Bytes) ?? 0);
        if (await ConfirmDialog.AskAsync(Dialogs, new ConfirmOptions(T["TidyTitle"], T["TidyText", size], T["TidyNow"], T["KeepAll"])) is null) return;
        await OnStarted.InvokeAsync(await Retention.StartAsync(await Actor.GetAsync()));
    }

    private string Goes(RetentionKind kind)
    {
        if (_form![kind] is null) return T["AllKept"];
        if (_preview is null) return "";
        var share = _preview[kind];
        return share.Things == 0 ? T["NothingGoes"] : T["Goes", Numbers.Count(share.Things), Numbers.Bytes(share.Bytes)];
    }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
