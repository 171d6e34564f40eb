using System.Data.Common;
using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Segments;
using ConvoStudio.Web.Api;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.LiveMetrics;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Segments;

public sealed partial class SegmentsTab : IDisposable
{
    /// <summary>Names in the address. The page reads them: a component that is born in a change of the address must not ask for parts of it.</summary>
    public const string ByName = "by";

    /// <inheritdoc cref="ByName"/>
    public const string ArmName = "arm";

    private readonly CancellationTokenSource _left = new();
    private ExperimentUnits? _units;
    private SegmentTable? _table;
    private string? _problem;
    private double _done;
    private bool _reading;
    private bool _read;

    [Inject] public required SegmentService Segments { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required BrowserFile Files { get; init; }
    [Inject] public required IStringLocalizer<LiveMetricsTexts> Words { get; init; }

    [Parameter, EditorRequired] public required SegmentSource Source { get; set; }
    [Parameter, EditorRequired] public required IActor Actor { get; set; }
    /// <summary>Key of the dimension, as the address says it; the channel when it is none.</summary>
    [Parameter] public string? By { get; set; }
    /// <summary>Key of the arm compared, as the address says it; the first treatment when it is none.</summary>
    [Parameter] public string? Arm { get; set; }

    private IReadOnlyList<ArmFrame> Treatments => [.. _units!.Frame.Arms.Where(arm => !arm.Control)];

    private string Metric => _units!.Frame.Metric.Name(Words).ToLowerInvariant();

    protected override async Task OnParametersSetAsync()
    {
        if (_units is not null)
            Cut();
        else if (!_read && !_reading && RendererInfo.IsInteractive)
            await ReadAsync();
    }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private async Task ReadAsync()
    {
        (_problem, _reading, _read, _done) = (null, true, false, 0);
        try
        {
            _units = await Segments.ReadAsync(Actor, Source.Studio, Source.Playbook, Source.Experiment, progress: Tell, cancellationToken: _left.Token);
            _read = true;
            if (_units is not null) Cut();
        }
        catch (OperationCanceledException)
        {
            // The tab was left; nobody waits.
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or DbException)
        {
            _problem = exception.Message;
        }
        finally
        {
            _reading = false;
        }
    }

    // The units are here: another dimension needs no second pass.
    private void Cut()
    {
        var dimensions = SegmentDimension.Of(_units!);
        var by = dimensions.FirstOrDefault(one => one.Key == By) ?? dimensions[0];
        var arm = Treatments.FirstOrDefault(one => one.Key == Arm) ?? (Treatments is [var first, ..] ? first : null);
        _table = arm is null || _units!.Frame.Arms.All(one => !one.Control) ? null : SegmentTable.Of(_units!, by, arm.Key);
    }

    private void Tell(double share) => _ = InvokeAsync(() =>
    {
        _done = share;
        StateHasChanged();
    });

    private void Show(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value), replace: true);

    private Task SaveCsvAsync() => Files.SaveAsync(Source.FileName(_table!.By.Key) + ".csv", SegmentTableView.Of(Source.Experiment, _table).ToCsv());

    private Task SaveJsonAsync() =>
        Files.SaveAsync(Source.FileName(_table!.By.Key) + ".json", JsonSerializer.Serialize(SegmentTableView.Of(Source.Experiment, _table), ApiAnswerJson.Default.SegmentTableView));
}
