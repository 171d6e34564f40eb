using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Web.Components.Common;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.LiveMetrics;

/// <summary>A line for each arm over finished conversations. Rendered once; new points go to the browser without a render.</summary>
public sealed partial class BoardChart
{
    // Shares of a handful jump between 0 and 100 % and would set the scale for good.
    private const int FirstDrawn = 20;
    private Chart? _chart;
    private ChartSetup _setup = new();
    private IReadOnlyList<ArmFrame> _arms = [];
    private IReadOnlyList<ChartSeries>? _first;
    private IReadOnlyList<MetricsPoint>? _drawn;
    private string _label = "";

    [Parameter, EditorRequired] public BoardMeasure Measure { get; set; }

    private string Title => T[$"{Measure}ByArm"];

    private string Unit => T[$"{Measure}Unit"];

    protected override void OnInitialized()
    {
        _setup = new ChartSetup
        {
            XAxis = ChartAxis.Number,
            XName = T["FinishedAxis"],
            YFormat = Measure == BoardMeasure.Conversion ? NumberFormat.Rate : NumberFormat.Reward,
            YMin = Measure == BoardMeasure.Conversion ? 0 : null,
            Height = 220,
        };
        if (State.Shown is not { } frame) return;
        _arms = frame.Arms;
        Begin(frame);
    }

    // The scale is set by the first points and only widens, so there is no chart before them.
    private void Begin(MetricsFrame frame)
    {
        if (_first is not null || !State.Points.Any(point => point.Finished >= FirstDrawn)) return;
        _drawn = State.Points;
        (_first, _label) = (Series(frame, State.Points), Finding(frame));
    }

    protected override async Task ShowAsync()
    {
        if (State.Shown is not { } frame) return;
        if (_first is null)
        {
            Begin(frame);
            if (_first is not null) StateHasChanged();
        }
        if (!frame.Arms.Select(Legend).SequenceEqual(_arms.Select(Legend)))
        {
            _arms = frame.Arms;
            StateHasChanged();
        }
        if (_chart is null || ReferenceEquals(_drawn, State.Points)) return;
        _drawn = State.Points;
        await _chart.UpdateAsync(Series(frame, State.Points), Finding(frame));
    }

    private static (string Key, string Name, bool Control) Legend(ArmFrame arm) => (arm.Key, arm.Name, arm.Control);

    private List<ChartSeries> Series(MetricsFrame frame, IReadOnlyList<MetricsPoint> points) =>
    [
        .. frame.Arms.Select((arm, i) => new ChartSeries(
            arm.Name, $"c{ArmColors.Of(frame.Arms, i)}", [.. points.Where(point => point.Finished >= FirstDrawn).Select(point => new ChartPoint(point.Finished, Value(point, i)))]) { Dashed = arm.Control }),
    ];

    // An arm that was added later has no value in the older points.
    private double? Value(MetricsPoint point, int arm)
    {
        var values = Measure == BoardMeasure.Conversion ? point.Conversion : point.MeanReward;
        return arm < values.Count ? values[arm] : null;
    }

    private string Finding(MetricsFrame frame)
    {
        var arms = frame.Arms.Select(arm => T["FindingArm", arm.Name, Measure == BoardMeasure.Conversion ? Numbers.Rate(arm.Totals.Conversion().Estimate) : Numbers.Reward(arm.Totals.MeanReward)].Value);
        return T["Finding", Title, Numbers.Count(BoardState.Finished(frame)), string.Join(", ", arms)];
    }
}
