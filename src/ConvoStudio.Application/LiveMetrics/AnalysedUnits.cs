using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>The conversations of an experiment in assignment order, up to the first one whose outcome is not final.</summary>
/// <remarks>Who is counted must not hang on what came out: a sale is often known before a refusal, so the rate of all that finished so far runs ahead of
/// the truth. In assignment order nobody jumps the queue. Kept are the sums and those that wait; of the ones already counted
/// nothing, unless shares move (<see cref="OrderedEffects"/>).</remarks>
/// <param name="metric">What the experiment is decided by.</param>
/// <param name="adapts">Shares move: effects need the shares that every unit was assigned with.</param>
internal sealed class AnalysedUnits(ExperimentMetric metric, bool adapts)
{
    private readonly Queue<Unit> _queue = [];
    private readonly Dictionary<long, Unit> _waiting = [];
    private readonly Dictionary<string, ArmTotals> _arms = new(StringComparer.Ordinal);
    private UnitSplit? _newest;
    private UnitSplit? _checked;
    private SequentialSampleRatio? _ratio;
    private readonly OrderedEffects? _effects = adapts ? new(metric.IsRate()) : null;

    /// <summary>Whether the arms got their shares, looked at after every conversation analysed; 1 before the first. A new set of arms begins a new check.</summary>
    public double SplitPValue => _ratio?.PValue ?? 1;

    /// <summary>Lift of an arm when shares move, with all of <paramref name="alpha"/>; null after a fixed split.</summary>
    public LiftInterval? AdaptiveLift(string arm, double alpha) =>
        _effects is null ? null : LiftInterval.Of(_effects.EffectOf(arm, new AsymptoticConfidenceSequence(alpha)));

    /// <summary>Sums of an arm.</summary>
    public ArmTotals Of(string arm) => _arms.GetValueOrDefault(arm);

    public void Assign(long conversation, IReadOnlyList<string> arms, IReadOnlyList<uint> shares, string arm)
    {
        // The waiting ones share the shares they were drawn with; these change with a new epoch only.
        if (_newest is null || !_newest.Is(arms, shares))
            _newest = new UnitSplit([.. arms], [.. shares]);
        var unit = new Unit(conversation, arm, _newest);
        _queue.Enqueue(unit);
        _waiting[conversation] = unit;
    }

    /// <summary>Takes in what changed in a conversation; one already analysed is corrected in its place.</summary>
    public void Change(long conversation, string arm, in ArmTotals difference)
    {
        if (!_waiting.TryGetValue(conversation, out var unit))
        {
            _arms[arm] = Of(arm) + difference;
            _effects?.Amend(conversation, MetricSums.Of(difference, metric).Sum);
            return;
        }

        unit.Totals += difference;
        while (_queue.TryPeek(out var oldest) && oldest.Totals.Closed > 0)
        {
            _queue.Dequeue();
            _waiting.Remove(oldest.Conversation);
            Analyse(oldest);
        }
    }

    private void Analyse(Unit unit)
    {
        _arms[unit.Arm] = Of(unit.Arm) + unit.Totals with { Conversations = 1 };
        var split = unit.Split;
        if (split.Shares.Count < 2)
            return;
        _effects?.Add(unit.Conversation, split, unit.Arm, MetricSums.Of(unit.Totals, metric).Sum);
        if (_checked is null || !split.HasArmsOf(_checked))
            _ratio = new SequentialSampleRatio(split.Shares.Count);
        _checked = split;
        _ratio!.Add(split.PlaceOf(unit.Arm), split.Weights);
    }

    private sealed class Unit(long conversation, string arm, UnitSplit split)
    {
        public long Conversation { get; } = conversation;

        public string Arm { get; } = arm;

        public UnitSplit Split { get; } = split;

        public ArmTotals Totals { get; set; }
    }
}
