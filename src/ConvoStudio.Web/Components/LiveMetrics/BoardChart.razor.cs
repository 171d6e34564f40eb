using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Web.Components.Common;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.LiveMetrics;

/// <summary>A line for each arm over finished conversations. Rendered once; new points go to the browser without a render.</summary>
public sealed partial class BoardChart
{
    // Of hundreds of points one more is not seen sooner; drawing lines is most of what a board costs a browser.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _gone = new();
    private Task? _later;
    private long? _drawnAt;
    private bool _drawing;
    private Chart? _chart;
    private ChartSetup _setup = new();
    private IReadOnlyList<ArmFrame> _arms = [];
    private IReadOnlyList<ChartSeries>? _first;
    private IReadOnlyList<MetricsPoint>? _drawn;
    private string _label = "";

    [Inject] public required TimeProvider Clock { get; init; }

    [Parameter, EditorRequired] public BoardMeasure Measure { get; set; }

    /// <summary>What people wrote beside the course.</summary>
    [Parameter] public IReadOnlyList<BoardMark> Marks { get; set; } = [];

    /// <summary>Nothing more will come.</summary>
    [Parameter] public bool Ended { get; set; }

    /// <summary>Where what is compared is no arm and no control.</summary>
    [Parameter] public string? Heading { get; set; }

    private string Title => Heading ?? T[$"{Measure}ByArm"];

    private ExperimentMetric Metric => State.Shown?.Metric ?? ExperimentMetric.Conversion;

    private string Unit => Measure == BoardMeasure.Lift && !Metric.IsRate() ? T["LiftUnitMean", Metric.Name(T)] : T[$"{Measure}Unit"];

    private string Later => (Measure, Ended) switch
    {
        (BoardMeasure.Lift, false) => T["LiftLater"],
        (BoardMeasure.Lift, true) => T["LiftNever"],
        _ => T[Ended ? "LinesNever" : "LinesLater", Numbers.Count(BoardSeries.FirstDrawn)],
    };

    protected override void OnInitialized()
    {
        SetUp();
        if (State.Shown is not { } frame) return;
        _arms = frame.Arms;
        Begin(frame);
    }

    private void SetUp()
    {
        _setup = new ChartSetup
        {
            XAxis = ChartAxis.Number,
            XName = T["FinishedAxis"],
            YFormat = Measure switch { BoardMeasure.Lift => Metric.LiftFormat(), BoardMeasure.Conversion => NumberFormat.Rate, _ => NumberFormat.Reward },
            YMin = Measure == BoardMeasure.Conversion ? 0 : null,
            Height = Measure == BoardMeasure.Lift ? 260 : 220,
            Annotations = Measure == BoardMeasure.Lift ? [new ChartAnnotation(0, Solid: true), .. Least(), .. MarkLines()] : [],
        };
    }

    private double? LeastEffect => Measure == BoardMeasure.Lift && State.Shown?.Plan is { LeastEffect: > 0 } plan ? plan.LeastEffect : null;

    // Its words stand in the legend: over the lines they would be least readable where they matter most.
    private IEnumerable<ChartAnnotation> Least() => LeastEffect is { } effect ? [new ChartAnnotation(effect)] : [];

    // The axis counts conversations, so a moment stands where that many had finished.
    private IEnumerable<ChartAnnotation> MarkLines() =>
        from mark in Marks let point = State.Points.LastOrDefault(p => p.At <= mark.At) where point is { Finished: >= BoardSeries.FirstDrawn } select new ChartAnnotation(point.Finished, mark.Text, Vertical: true);

    // The scale is set by the first points and only widens, so there is no chart before them.
    private void Begin(MetricsFrame frame)
    {
        if (_first is not null || !BoardSeries.Begins(Measure, frame.Metric, State.Points)) return;
        SetUp();
        _drawn = State.Points;
        (_first, _label) = (BoardSeries.Of(Measure, frame, State.Points), Finding(frame));
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
        if (_chart is null || _drawing || ReferenceEquals(_drawn, State.Points)) return;
        if (_drawnAt is { } at && Pace - Clock.GetElapsedTime(at) is { Ticks: > 0 } wait)
        {
            _later ??= DrawLaterAsync(wait);
            return;
        }
        await DrawAsync(_chart, frame);
    }

    // One drawing at a time, and the next no sooner than a pace after it: a slow browser draws less often and is never behind.
    private async Task DrawAsync(Chart chart, MetricsFrame frame)
    {
        (_drawn, _drawing) = (State.Points, true);
        try
        {
            await chart.UpdateAsync(BoardSeries.Of(Measure, frame, State.Points), Finding(frame));
        }
        finally
        {
            (_drawnAt, _drawing) = (Clock.GetTimestamp(), false);
        }

        ShowSoon();
    }

    // The last points must not wait for a frame that may never come.
    private async Task DrawLaterAsync(TimeSpan wait)
    {
        await Task.Delay(wait, Clock, _gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _later = null;
        ShowSoon();
    }

    protected override void Dispose(bool disposing)
    {
        _gone.Cancel();
        _gone.Dispose();
        base.Dispose(disposing);
    }

    private static (string Key, string Name, bool Control) Legend(ArmFrame arm) => (arm.Key, arm.Name, arm.Control);

    private string Finding(MetricsFrame frame)
    {
        var arms = frame.Arms.Select((arm, i) => (arm, i)).Where(one => Measure != BoardMeasure.Lift || !one.arm.Control).Select(one => T["FindingArm", one.arm.Name, Value(frame, one.i)].Value);
        return T["Finding", Title, Numbers.Count(BoardState.Finished(frame)), string.Join(", ", arms)];
    }

    private string Value(MetricsFrame frame, int arm) => Measure switch
    {
        BoardMeasure.Lift => frame.Reading?.LiftOf(arm) is { } lift ? T["FindingLift", Metric.Signed(lift.Estimate), Numbers.Interval(lift.Low, lift.High, Metric.LiftFormat())] : Numbers.Unknown,
        BoardMeasure.Conversion => Numbers.Rate(frame.Arms[arm].Totals.Conversion().Estimate),
        _ => Numbers.Reward(frame.Arms[arm].Totals.MeanReward),
    };
}
