using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>Running sums of one experiment and its course so far.</summary>
internal sealed class ExperimentMetrics(string playbook, string key)
{
    private const int PointLimit = 400;
    private readonly Dictionary<string, (ArmTotals Totals, long Reported)> _arms = new(StringComparer.Ordinal);
    private List<MetricsPoint> _points = [];
    private IReadOnlyList<ArmPart> _parts = [];
    private long _stride = 1;
    private long _finished;

    public string Playbook { get; } = playbook;

    public string Key { get; } = key;

    public bool Changed { get; set; } = true;

    public IReadOnlyList<MetricsPoint> Points => [.. _points];

    public void Configure(IReadOnlyList<ArmPart> arms)
    {
        // An arm that was taken out keeps its column: what it earned does not vanish.
        _parts = [.. arms, .. _parts.Where(p => arms.All(a => a.Key != p.Key))];
        Changed = true;
    }

    public void Add(string arm, ArmTotals totals, long reported, DateTimeOffset at)
    {
        var before = _arms.GetValueOrDefault(arm);
        _arms[arm] = (before.Totals + totals, before.Reported + reported);
        Changed = true;
        _finished += totals.Closed;
        if (totals.Closed > 0 && _finished % _stride == 0)
            AddPoint(at);
    }

    public IReadOnlyList<ArmFrame> Arms() => [.. _parts.Select(p =>
    {
        var (totals, reported) = _arms.GetValueOrDefault(p.Key);
        return new ArmFrame(p.Key, p.Name, p.Control, totals, reported);
    })];

    private void AddPoint(DateTimeOffset at)
    {
        _points.Add(new MetricsPoint(
            _finished, at,
            [.. _parts.Select(p => _arms.GetValueOrDefault(p.Key).Totals is { Closed: > 0 } t ? (double?)t.Conversions / t.Closed : null)],
            [.. _parts.Select(p => _arms.GetValueOrDefault(p.Key).Totals is { Closed: > 0 } t ? (double?)t.MeanReward : null)]));
        if (_points.Count <= PointLimit)
            return;
        // Twice the step, half the points: the course keeps its shape and its memory stays bounded.
        _stride *= 2;
        _points = [.. _points.Where(p => p.Finished % _stride == 0)];
    }
}
