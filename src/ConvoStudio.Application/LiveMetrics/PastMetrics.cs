using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>An experiment as it stood at a moment: the same fold over the log, ended there. Read-only; nothing about it ever changes.</summary>
public sealed class PastMetrics : IMetricsFeed
{
    private const int ReadAtOnce = 20_000;
    private readonly MetricsFrame? _frame;
    private readonly IReadOnlyList<MetricsPoint> _points;

    private PastMetrics(MetricsFrame? frame, IReadOnlyList<MetricsPoint> points) => (_frame, _points) = (frame, points);

    /// <summary>Folds the log up to the last entry recorded before <paramref name="moment"/>.</summary>
    /// <param name="progress">Told the share of entries read so far, in [0, 1].</param>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public static PastMetrics At(IDecisionLog log, LogSource source, string experiment, DateTimeOffset moment, Action<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var (fold, target, sequence) = (new MetricsFold(log, source), log.LastBefore(moment), 0L);
        while (sequence < target)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = Math.Min(target, sequence + ReadAtOnce);
            log.Scan(sequence, end, (in row) => fold.Advance(row));
            sequence = end;
            progress?.Invoke((double)sequence / target);
        }

        var metrics = fold.Find(experiment);
        return new(metrics?.ToFrame(source, target, moment), metrics?.Points ?? []);
    }

    public MetricsFrame? Latest(string experiment) => _frame?.Experiment == experiment ? _frame : null;

    public IReadOnlyList<MetricsPoint> History(string experiment) => _frame?.Experiment == experiment ? _points : [];

    /// <summary>The past sends nothing.</summary>
    public IDisposable Subscribe(string? experiment, Action<MetricsFrame> handle) => new Silence();

    private sealed class Silence : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
