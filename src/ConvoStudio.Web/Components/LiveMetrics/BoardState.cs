using ConvoStudio.Application.LiveMetrics;

namespace ConvoStudio.Web.Components.LiveMetrics;

/// <summary>What a board shows: the newest frame of a feed, or the one it is held at. The parts of the board follow it; the page around them is not rendered for a frame.</summary>
public sealed class BoardState : IDisposable
{
    private readonly IMetricsFeed _feed;
    private readonly IDisposable _subscription;
    private readonly Lock _gate = new();
    private volatile View? _newest;
    private volatile View? _held;

    public BoardState(IMetricsFeed feed, string experiment)
    {
        (_feed, Experiment) = (feed, experiment);
        // Subscribed first, so that no frame falls between the two.
        _subscription = feed.Subscribe(experiment, Take);
        if (_newest is null && feed.Latest(experiment) is { } latest) Take(latest);
    }

    /// <summary>Raised on the feed's thread; whoever renders goes through its own dispatcher.</summary>
    public event EventHandler? Changed;

    public string Experiment { get; }

    /// <summary>What the addresses of its conversations begin with: nothing for the live studio, else the rehearsal's.</summary>
    public string Root { get; init; } = "";

    public IMetricsFeed Feed => _feed;

    /// <summary>The frame to show; null before the first.</summary>
    public MetricsFrame? Shown => (_held ?? _newest)?.Frame;

    /// <summary>The course up to <see cref="Shown"/>.</summary>
    public IReadOnlyList<MetricsPoint> Points => (_held ?? _newest)?.Points ?? [];

    /// <summary>When the shown numbers were looked at; null before the first frame.</summary>
    public DateTimeOffset? AsOf => Shown?.AsOf;

    public bool IsHeld => _held is not null;

    /// <summary>Conversations that finished since the display is held.</summary>
    public long NewerOutcomes => _held is { } held && _newest is { } newest ? Finished(newest.Frame) - Finished(held.Frame) : 0;

    /// <summary>Freezes the display, or lets it go on; the experiment goes on in any case.</summary>
    public void ToggleHold()
    {
        _held = _held is null ? _newest : null;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Dispose() => _subscription.Dispose();

    internal static long Finished(MetricsFrame frame) => frame.Arms.Sum(arm => arm.Totals.Closed);

    private void Take(MetricsFrame frame)
    {
        lock (_gate)
        {
            var before = _newest;
            // The frame that was there when this began may come in after one that was sent since.
            if (before is not null && frame.Sequence < before.Frame.Sequence) return;
            var points = before is not null && ReferenceEquals(before.Frame.Latest, frame.Latest) ? before.Points : _feed.History(Experiment);
            _newest = new View(frame, points);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    private sealed record View(MetricsFrame Frame, IReadOnlyList<MetricsPoint> Points);
}
