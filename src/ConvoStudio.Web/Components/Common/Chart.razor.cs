using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Common;

/// <summary>
/// A chart that is made once and then only given new points: <see cref="UpdateAsync"/> talks to the browser and does not render the page.
/// An error in the browser ends in the table of the numbers, never in the end of the circuit. What was lost with a connection is drawn when it is back.
/// </summary>
public sealed partial class Chart : IAsyncDisposable
{
    private ElementReference _place;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private IReadOnlyList<ChartSeries> _series = [];
    private IReadOnlyList<ChartSeries>? _given;
    private IReadOnlyList<ChartSeries>? _drawn;
    private ChartSetup? _drawnSetup;
    private string? _finding;
    private bool _table;
    private bool _failed;
    private bool _disposed;

    [Inject] public required IJSRuntime Js { get; init; }
    [Inject] public required LiveConnection Connection { get; init; }
    [Inject] public required ILogger<Chart> Logger { get; init; }

    /// <summary>What the chart shows, in a few words; also the name of its table.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";
    /// <summary>The finding in words, for those who do not see it: "Learnt policy rises from 11 to 13 %".</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";
    [Parameter, EditorRequired] public IReadOnlyList<ChartSeries> Series { get; set; } = [];
    [Parameter] public ChartSetup Setup { get; set; } = new();

    /// <summary>New points for the same chart.</summary>
    /// <param name="label">The finding, when it changed.</param>
    public async Task UpdateAsync(IReadOnlyList<ChartSeries> series, string? label = null)
    {
        (_series, _finding) = (series, label ?? _finding);
        if (_table || _failed) await InvokeAsync(StateHasChanged);
        await DrawAsync();
    }

    protected override void OnInitialized() => Connection.Restored += OnRestored;

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_given, Series)) return;
        _given = _series = Series;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await GuardAsync(CreateAsync);
        }
        else if (_chart is not null && !ReferenceEquals(_drawnSetup, Setup) && _drawnSetup != Setup)
        {
            _drawnSetup = Setup;
            await GuardAsync(async () => await _chart.InvokeVoidAsync("redraw", Connection.Lost, ToBrowser(Setup), ToBrowser(_series)));
            _drawn = _series;
        }
        else if (_chart is not null && !ReferenceEquals(_drawn, _series))
        {
            await DrawAsync();
        }
    }

    private async Task CreateAsync()
    {
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", Connection.Lost, "./" + Assets["js/charts.js"]);
        (_drawn, _drawnSetup) = (_series, Setup);
        _chart = await _module.InvokeAsync<IJSObjectReference>("create", Connection.Lost, _place, ToBrowser(Setup), ToBrowser(_series));
        // Left while the chart was being made: nobody else will take it away.
        if (_disposed) await RemoveAsync();
        else if (!ReferenceEquals(_drawn, _series)) await DrawAsync();
    }

    private async Task DrawAsync()
    {
        if (_chart is null) return;
        _drawn = _series;
        await GuardAsync(async () => await _chart.InvokeVoidAsync("update", Connection.Lost, ToBrowser(_series), _finding));
    }

    private void OnRestored(object? sender, EventArgs args) => _ = InvokeAsync(async () =>
    {
        if (_disposed) return;
        if (_chart is null) await GuardAsync(CreateAsync);
        else await DrawAsync();
    });

    private async Task GuardAsync(Func<Task> work)
    {
        if (_failed) return;
        try
        {
            await work();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone; there is nothing to draw on.
            _chart = null;
        }
        catch (OperationCanceledException)
        {
            // Lost with the connection. Should the browser come back, this is drawn again.
        }
        catch (JSException exception)
        {
            Logger.LogError(exception, "Chart {Name} could not be drawn", Name);
            _failed = true;
            await InvokeAsync(StateHasChanged);
        }
    }

    private async Task RemoveAsync()
    {
        var (chart, module) = (_chart, _module);
        (_chart, _module) = (null, null);
        if (chart is not null)
        {
            await chart.InvokeVoidAsync("destroy");
            await chart.DisposeAsync();
        }
        if (module is not null) await module.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        Connection.Restored -= OnRestored;
        await GuardAsync(RemoveAsync);
    }

    private static object ToBrowser(ChartSetup setup) => new
    {
        height = setup.Height,
        xAxis = setup.XAxis.ToString(),
        xFormat = setup.XFormat.ToString(),
        yFormat = setup.YFormat.ToString(),
        yMin = setup.YMin,
        yMax = setup.YMax,
        stacked = setup.Stacked,
        dots = setup.Dots,
        categories = setup.Categories,
        annotations = setup.Annotations.Select(line => new { at = line.At, label = line.Label, vertical = line.Vertical, solid = line.Solid }),
    };

    private static object ToBrowser(IReadOnlyList<ChartSeries> series) => series.Select(one => new
    {
        name = one.Name,
        color = one.Color,
        kind = one.Kind.ToString(),
        dashed = one.Dashed,
        points = one.Points.Select(point => one.Kind == ChartKind.RangeArea ? new[] { point.X, Finite(point.Y), Finite(point.High) } : [point.X, Finite(point.Y)]),
    });

    // JSON has no NaN; a point that is not a number is a gap.
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
