using System.Globalization;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.LiveMetrics;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>An experiment as it was known at a moment, read-only: the log folded up to there.</summary>
public sealed partial class PastExperimentPage : IDisposable
{
    private const int Steps = 200;
    private readonly CancellationTokenSource _left = new();
    private CancellationTokenSource? _reading;
    private Experiment? _experiment;
    private BoardState? _board;
    private DateTimeOffset _from;
    private DateTimeOffset _to;
    private DateTimeOffset _moment;
    private bool _missing;

    [Inject] public required ExperimentService Experiments { get; init; }
    [Inject] public required Studio Studio { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required TimeProvider Time { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }

    [Parameter] public string Key { get; set; } = "";
    [SupplyParameterFromQuery(Name = "t")] public string? Moment { get; set; }

    private IReadOnlyList<Crumb> Way => [new Crumb(L["GroupProve"]), new Crumb(T["Experiments"], "/experiments")];

    private string Now => $"/experiments/{Uri.EscapeDataString(Key)}";

    private int Step => _to > _from ? (int)Math.Round((_moment - _from) / (_to - _from) * Steps) : Steps;

    protected override async Task OnParametersSetAsync()
    {
        try
        {
            _experiment = await Experiments.GetAsync(await Actor.GetAsync(), Key);
        }
        catch (NotFoundException)
        {
            _missing = true;
            return;
        }

        if (_experiment.StartedAt is not { } started)
            return;
        (_from, _to) = (started, _experiment.StoppedAt ?? Time.GetUtcNow());
        var asked = DateTimeOffset.TryParse(Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : _to;
        _moment = asked < _from ? _from : asked > _to ? _to : asked;
        await ReadAsync();
    }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        _reading?.Dispose();
        _board?.Dispose();
    }

    // A slider that is moved on leaves the moment before it behind.
    private async Task ReadAsync()
    {
        if (_reading is not null) await _reading.CancelAsync();
        _reading = CancellationTokenSource.CreateLinkedTokenSource(_left.Token);
        var (token, moment) = (_reading.Token, _moment);
        _board?.Dispose();
        _board = null;
        try
        {
            var past = await Task.Run(() => PastMetrics.At(Studio.Log, Studio.Source, Key, moment, cancellationToken: token), token);
            if (!token.IsCancellationRequested) _board = new BoardState(past, Key);
        }
        catch (OperationCanceledException)
        {
            // Another moment is being read, or nobody looks any more.
        }
    }

    private static int Parse(ChangeEventArgs args) => int.TryParse((string?)args.Value, CultureInfo.InvariantCulture, out var step) ? Math.Clamp(step, 0, Steps) : Steps;

    private void GoTo(int step) => Navigation.NavigateTo(
        $"{Now}/at?t={Uri.EscapeDataString((_from + ((_to - _from) * ((double)step / Steps))).UtcDateTime.ToString("O", CultureInfo.InvariantCulture))}", replace: true);
}
