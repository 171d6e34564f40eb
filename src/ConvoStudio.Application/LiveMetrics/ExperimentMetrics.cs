using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>Running sums of one experiment and its course so far.</summary>
internal sealed class ExperimentMetrics(string playbook, ExperimentPart first)
{
    private const int PointLimit = 400;
    private readonly Dictionary<string, (ArmTotals Totals, long Reported)> _arms = new(StringComparer.Ordinal);
    // What it is decided by is fixed before the first unit.
    private readonly ExperimentMetric _metric = (first.Plan ?? ExperimentPlan.Usual).Metric;
    private readonly double? _cap = first.Plan?.Cap;
    private readonly AnalysedUnits _analysed = new((first.Plan ?? ExperimentPlan.Usual).Metric, first.Plan?.Allocation is not null);
    private readonly Dictionary<string, (PolicyRange Learnt, long Blocked)> _decided = new(StringComparer.Ordinal);
    private IReadOnlyList<RecordedReallocation> _reallocations = [];
    private IReadOnlyList<long> _finishedAtMoves = [];
    private IReadOnlyList<RecordedBreach> _breaches = [];
    private ExperimentPlan? _plan;
    private List<MetricsPoint> _points = [];
    private IReadOnlyList<ArmPart> _parts = [];
    private IReadOnlyList<string> _active = [];
    private long _stride = 1;
    private long _finished;

    public string Playbook { get; } = playbook;

    public string Key { get; } = first.Key;

    public bool Changed { get; set; } = true;

    public IReadOnlyList<MetricsPoint> Points => [.. _points];

    public void Configure(ExperimentPart part)
    {
        // An arm that was taken out keeps its column: what it earned does not vanish.
        _parts = [.. part.Arms, .. _parts.Where(p => part.Arms.All(a => a.Key != p.Key))];
        (_plan, _active) = (part.Plan, [.. part.Arms.Select(a => a.Key)]);
        Changed = true;
    }

    public void Assign(long conversation, IReadOnlyList<string> arms, IReadOnlyList<uint> shares, string arm)
    {
        _analysed.Assign(conversation, arms, shares, arm);
        Add(arm, new ArmTotals(1, 0, 0, 0, 0, 0, 0, 0), 0);
    }

    /// <param name="blocked">A rule stood in the way of some action.</param>
    public void Decide(string arm, long policySequence, bool blocked)
    {
        var (learnt, before) = _decided.GetValueOrDefault(arm);
        _decided[arm] = (learnt?.With(policySequence) ?? new(policySequence, policySequence), before + (blocked ? 1 : 0));
        Add(arm, new ArmTotals(0, 0, 1, 0, 0, 0, 0, 0), 0);
    }

    public void Reallocate(RecordedReallocation reallocation)
    {
        _reallocations = [.. _reallocations, reallocation];
        _finishedAtMoves = [.. _finishedAtMoves, _finished];
        Changed = true;
    }

    public void Breach(RecordedBreach breach)
    {
        _breaches = [.. _breaches, breach];
        Changed = true;
    }

    /// <summary>What changed in an assigned conversation.</summary>
    /// <returns>The part of it that counts here, under the plan's cap.</returns>
    public ArmTotals Change(long conversation, string arm, in MeasuredChange change, DateTimeOffset at)
    {
        var difference = _cap is null ? change.Difference : MeasuredConversation.Minus(MetricCap.Apply(change.After, _metric, _cap), MetricCap.Apply(change.Before, _metric, _cap));
        Add(arm, difference, change.Reported);
        _analysed.Change(conversation, arm, difference);
        _finished += difference.Closed;
        if (difference.Closed > 0 && _finished % _stride == 0)
            AddPoint(at);
        return difference;
    }

    /// <summary>What may be said now; null without a control.</summary>
    private ExperimentReading? Read()
    {
        var control = Control;
        if (control < 0)
            return null;
        // Without a plan nobody said what would be worth having.
        var (alpha, least) = (Alpha, _plan?.LeastEffect ?? 0);
        Func<int, LiftInterval>? adaptive = _plan?.Allocation is null ? null : arm => _analysed.AdaptiveLift(_parts[arm].Key, alpha / Treatments) ?? Unsaid;
        return ExperimentReading.Of([.. _parts.Select(Sums)], control, alpha, least, adaptive);
    }

    private static LiftInterval Unsaid { get; } = new(double.NaN, double.NegativeInfinity, double.PositiveInfinity, 1);

    private double Alpha => _plan?.Alpha ?? ExperimentPlan.Usual.Alpha;

    private int Treatments => Math.Max(1, _parts.Count - 1);

    /// <summary>Everything known now.</summary>
    public MetricsFrame ToFrame(LogSource source, long sequence, DateTimeOffset asOf) =>
        new(Playbook, Key, source, sequence, asOf, Arms(), _points is [.., var last] ? last : null, Read(), SplitPValue, _plan)
        {
            Shares = new(_reallocations, _finishedAtMoves),
            Breaches = _breaches,
        };

    public double SplitPValue => _analysed.SplitPValue;

    public IReadOnlyList<ArmFrame> Arms() => [.. _parts.Select(p =>
    {
        var (totals, reported) = _arms.GetValueOrDefault(p.Key);
        var (learnt, blocked) = _decided.GetValueOrDefault(p.Key);
        return new ArmFrame(p.Key, p.Name, p.Control, totals, reported, _analysed.Of(p.Key), learnt, p.Policy, IsActive(p.Key), p.Share, blocked);
    })];

    private bool IsActive(string arm) => _active.Contains(arm);

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
            if (i != control && LiftOf(control, i) is var lift && double.IsFinite(lift.Estimate))
                lifts[i] = new(lift.Low, lift.Estimate, lift.High);
        return lifts;
    }

    private LiftInterval LiftOf(int control, int arm) => _plan?.Allocation is null
        ? ExperimentReading.Lift(Sums(_parts[control]), Sums(_parts[arm]), Treatments, Alpha)
        : _analysed.AdaptiveLift(_parts[arm].Key, Alpha / Treatments) ?? Unsaid;

    private int Control => _parts.ToList().FindIndex(p => p.Control);

    private MeanSums Sums(ArmPart part) => MetricSums.Of(_analysed.Of(part.Key), _metric);
}
