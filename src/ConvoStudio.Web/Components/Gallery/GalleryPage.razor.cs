using ConvoStudio.Web.Components.Common;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ConvoStudio.Web.Components.Gallery;

public sealed partial class GalleryPage
{
    private static readonly IReadOnlyList<BadgeState> States =
    [
        BadgeState.Ship, BadgeState.KeepGoing, BadgeState.Harm, BadgeState.NotEnoughEvidence, BadgeState.Stopped, BadgeState.Close, BadgeState.Proved,
        BadgeState.Guarded, BadgeState.Protected, BadgeState.Blocked, BadgeState.Imported, BadgeState.Live,
    ];

    private readonly ChartSetup _lineSetup = new() { XAxis = ChartAxis.Number, XName = "Conversations", Height = 220 };
    private ChartSetup _liftSetup = new();
    private readonly ChartSetup _shareSetup = new() { XAxis = ChartAxis.Number, XName = "Conversations", Stacked = true, YMin = 0, YMax = 1, Height = 180 };
    private readonly ChartSetup _barSetup = new() { XAxis = ChartAxis.Category, XName = "Turns", Categories = ["2–3", "4–5", "6–7", "8–9", "10+"], YFormat = NumberFormat.Count, Height = 180 };
    private Chart? _chart;
    private bool _shown;
    private DateTimeOffset _now;
    private int _points = 40;
    private IReadOnlyList<ChartSeries> _lines = [];
    private IReadOnlyList<ChartSeries> _lift = [];
    private IReadOnlyList<ChartSeries> _shares = [];
    private IReadOnlyList<ChartSeries> _bars = [];

    [Inject] public required IWebHostEnvironment Environment { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }
    [Inject] public required Notices Notices { get; init; }

    protected override void OnInitialized()
    {
        _shown = Environment.IsDevelopment();
        if (!_shown)
        {
            Navigation.NotFound();
            return;
        }
        _now = Clock.GetUtcNow();
        _lines = Lines();
        var start = new DateTimeOffset(2026, 11, 9, 12, 0, 0, TimeSpan.Zero);
        var days = Enumerable.Range(0, 56).ToList();
        _lift =
        [
            new("Interval", "c1", [.. days.Select(i => ChartPoint.At(start.AddHours(6 * i), 0.024 - Half(i), 0.024 + Half(i)))]) { Kind = ChartKind.RangeArea },
            new("Lift", "c1", [.. days.Select(i => ChartPoint.At(start.AddHours(6 * i), 0.024 + 0.004 * Math.Sin(i / 3.0)))]),
        ];
        _liftSetup = new ChartSetup
        {
            YFormat = NumberFormat.Points,
            Annotations = [new(0, Solid: true), new(0.01), new(start.AddDays(7).ToUnixTimeMilliseconds(), "Price table v4", Vertical: true)],
        };
        _shares = [.. Enumerable.Range(0, 3).Select(arm => new ChartSeries($"Arm {arm}", $"c{arm}", [.. Enumerable.Range(0, 6).SelectMany(step => Step(arm, step))]) { Kind = ChartKind.Area })];
        _bars = [new("Conversations", "c1", [new(0, 41), new(1, 128), new(2, 203), new(3, 164), new(4, 67)]) { Kind = ChartKind.Bar }];
    }

    private static double Half(int i) => 0.11 / Math.Sqrt(1 + i / 3.0);

    // Every share twice, at the start and at the end of its step, so that steps are steps.
    private static IEnumerable<ChartPoint> Step(int arm, int step)
    {
        var share = arm == 0 ? 1.0 / 3 + 0.08 * step : (2.0 / 3 - 0.08 * step) / 2;
        return [new(step * 100, share), new(step * 100 + 100, share)];
    }

    private IReadOnlyList<ChartSeries> Lines() =>
    [
        new("As logged", "c0", [.. Enumerable.Range(1, _points).Select(i => new ChartPoint(i * 25, 0.11 + 0.004 * Math.Cos(i / 2.0)))]) { Dashed = true },
        new("Learner", "c1", [.. Enumerable.Range(1, _points).Select(i => new ChartPoint(i * 25, 0.11 + 0.02 * i / _points))]),
    ];

    private async Task AddPointAsync()
    {
        _points++;
        if (_chart is not null) await _chart.UpdateAsync(Lines());
    }

    private async Task AskAsync()
    {
        var reason = await ConfirmDialog.AskAsync(Dialogs, new("Stop the experiment?", "New conversations go to the champion at once. What was measured stays.", "Stop experiment", "Keep running", "Reason"));
        if (reason is not null) Notices.Show($"Stopped: {reason}", () => InvokeAsync(() => Notices.Show("Running again")));
    }
}
