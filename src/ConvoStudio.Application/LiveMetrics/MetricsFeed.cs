using System.Collections.Concurrent;
using System.Diagnostics;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>Makes one immutable frame per experiment and tick, for pages in the process and for the hub alike.</summary>
public sealed class MetricsFeed(IDecisionLog log, LogSource source, TimeProvider time) : IMetricsFeed
{
    /// <summary>Least time between two frames of an experiment.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    // Without news a frame still goes out now and then: it says "nothing new as of now", which is not the same as silence.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    private readonly MetricsFold _fold = new(log, source);
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, MetricsFrame> _latest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, (string? Experiment, Action<MetricsFrame> Handle)> _subscribers = new();
    private readonly HashSet<string> _unsent = new(StringComparer.Ordinal);
    private long _sequence;

    /// <summary>Sequence of the last entry folded.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    public int SubscriberCount => _subscribers.Count;

    /// <summary>Who watches this experiment and no other.</summary>
    public int SubscribersOf(string experiment) => _subscribers.Values.Count(s => s.Experiment == experiment);

    /// <summary>Newest frame, or null for an experiment that has never been in force.</summary>
    public MetricsFrame? Latest(string experiment) => _latest.GetValueOrDefault(experiment);

    /// <summary>The course so far, oldest first, at most a few hundred points.</summary>
    public IReadOnlyList<MetricsPoint> History(string experiment)
    {
        lock (_gate)
            return _fold.Find(experiment)?.Points ?? [];
    }

    /// <summary>Calls back with each new frame until disposed. The handler must not block.</summary>
    /// <param name="experiment">An experiment's key, or null for the frames of all, as the hub takes them.</param>
    public IDisposable Subscribe(string? experiment, Action<MetricsFrame> handle)
    {
        var id = Guid.NewGuid();
        _subscribers[id] = (experiment, handle);
        return new Subscription(() => _subscribers.TryRemove(id, out _));
    }

    /// <summary>Folds what is committed now, for whoever asks. Nobody is told of it before the next <see cref="Advance"/>.</summary>
    public void Fold()
    {
        lock (_gate)
            FoldCommitted(heartbeat: false);
    }

    /// <summary>Folds what is committed now and sends frames of what changed. Called by one at a time: two that send could overtake each other, and an older frame would stay.</summary>
    /// <param name="heartbeat">Also of what did not change.</param>
    public void Advance(bool heartbeat = false)
    {
        List<MetricsFrame> frames;
        lock (_gate)
        {
            FoldCommitted(heartbeat);
            frames = [.. _unsent.Select(key => _latest[key])];
            _unsent.Clear();
        }

        foreach (var frame in frames)
            Send(frame);
    }

    /// <summary>Ticks until cancelled. The pace is the real clock's, also where <c>time</c> is virtual.</summary>
    public async Task RunAsync(TimeProvider pace, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, pace);
        var lastBeat = pace.GetTimestamp();
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var beat = pace.GetElapsedTime(lastBeat) >= Heartbeat;
            if (beat)
                lastBeat = pace.GetTimestamp();
            Advance(beat);
        }
    }

    private void FoldCommitted(bool heartbeat)
    {
        log.Scan(_sequence, log.LastSequence, (in row) =>
        {
            _fold.Advance(row);
            Volatile.Write(ref _sequence, row.Sequence);
        });

        foreach (var metrics in _fold.Experiments)
        {
            if (!metrics.Changed && !heartbeat)
            {
                // Nothing to send; but whoever asks hears up to where nothing changed.
                if (_latest.TryGetValue(metrics.Key, out var known) && known.Sequence != _sequence)
                    _latest[metrics.Key] = known with { Sequence = _sequence };
                continue;
            }

            metrics.Changed = false;
            _latest[metrics.Key] = metrics.ToFrame(source, _sequence, time.GetUtcNow());
            _unsent.Add(metrics.Key);
        }
    }

    private void Send(MetricsFrame frame)
    {
        foreach (var (id, (experiment, handle)) in _subscribers)
        {
            if (experiment is not null && experiment != frame.Experiment)
                continue;
            try
            {
                handle(frame);
            }
            catch (Exception exception)
            {
                // A listener that cannot be told is let go: neither the others nor the tick may suffer for it.
                _subscribers.TryRemove(id, out _);
                Activity.Current?.AddException(exception);
            }
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
