using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>Running sums of one experiment and its course so far.</summary>
internal sealed class ExperimentMetrics(string playbook, string key)
{
    private const int PointLimit = 400;
    private readonly Dictionary<string, (ArmTotals Totals, long Reported)> _arms = new(StringComparer.Ordinal);
    private readonly AnalysedUnits _analysed = new();
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

    public void Assign(long conversation, IReadOnlyList<string> arms, IReadOnlyList<uint> shares, string arm)
    {
        _analysed.Assign(conversation, arms, shares, arm);
        Add(arm, new ArmTotals(1, 0, 0, 0, 0, 0, 0, 0), 0);
    }

    public void Decide(string arm) => Add(arm, new ArmTotals(0, 0, 1, 0, 0, 0, 0, 0), 0);

    /// <summary>What changed in an assigned conversation.</summary>
    public void Change(long conversation, string arm, in ArmTotals difference, long reported, DateTimeOffset at)
    {
        Add(arm, difference, reported);
        _analysed.Change(conversation, arm, difference);
        _finished += difference.Closed;
        if (difference.Closed > 0 && _finished % _stride == 0)
            AddPoint(at);
    }

    /// <summary>What may be said now; null without a control.</summary>
    public ExperimentReading? Read()
    {
        var control = Control;
        return control < 0 ? null : ExperimentReading.Of([.. _parts.Select(Rate)], control);
    }

    public double SplitPValue => _analysed.SplitPValue;

    public IReadOnlyList<ArmFrame> Arms() => [.. _parts.Select(p =>
    {
        var (totals, reported) = _arms.GetValueOrDefault(p.Key);
        return new ArmFrame(p.Key, p.Name, p.Control, totals, reported, _analysed.Of(p.Key));
    })];

    private void Add(string arm, in ArmTotals totals, long reported)
    {
        var before = _arms.GetValueOrDefault(arm);
        _arms[arm] = (before.Totals + totals, before.Reported + reported);
        Changed = true;
    }

    private void AddPoint(DateTimeOffset at)
    {
        _points.Add(new MetricsPoint(
            _finished, at,
            [.. _parts.Select(p => _arms.GetValueOrDefault(p.Key).Totals is { Closed: > 0 } t ? (double?)t.Conversions / t.Closed : null)],
            [.. _parts.Select(p => _arms.GetValueOrDefault(p.Key).Totals is { Closed: > 0 } t ? (double?)t.MeanReward : null)],
            Lifts()));
        if (_points.Count <= PointLimit)
            return;
        // Twice the step, half the points: the course keeps its shape and its memory stays bounded.
        _stride *= 2;
        _points = [.. _points.Where(p => p.Finished % _stride == 0)];
    }

    private LiftPoint?[] Lifts()
    {
        var (control, lifts) = (Control, new LiftPoint?[_parts.Count]);
        for (var i = 0; i < lifts.Length && control >= 0; i++)
            if (i != control && ExperimentReading.Lift(Rate(_parts[control]), Rate(_parts[i]), lifts.Length - 1) is var lift && double.IsFinite(lift.Estimate))
                lifts[i] = new(lift.Low, lift.Estimate, lift.High);
        return lifts;
    }

    private int Control => _parts.ToList().FindIndex(p => p.Control);

    private MeanSums Rate(ArmPart part) => _analysed.Of(part.Key).ConversionSums;
}
