using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>The conversations of an experiment in assignment order, up to the first one whose outcome is not final.</summary>
/// <remarks>Who is counted must not hang on what came out: a sale is often known before a refusal, so the rate of all that finished so far runs ahead of
/// the truth. In assignment order nobody jumps the queue. Kept are the sums and those that wait, nothing of the ones already counted.</remarks>
/// <param name="metric">What the experiment is decided by.</param>
/// <param name="adapts">Shares move: effects need the shares that every unit was assigned with.</param>
internal sealed class AnalysedUnits(ExperimentMetric metric, bool adapts)
{
    private readonly Queue<Unit> _queue = [];
    private readonly Dictionary<long, Unit> _waiting = [];
    private readonly Dictionary<string, ArmTotals> _arms = new(StringComparer.Ordinal);
    private Split? _newest;
    private Split? _checked;
    private SequentialSampleRatio? _ratio;
    private AdaptiveEffects? _effects;
    private List<string> _effectArms = [];

    /// <summary>Whether the arms got their shares, looked at after every conversation analysed; 1 before the first. A new set of arms begins a new check.</summary>
    public double SplitPValue => _ratio?.PValue ?? 1;

    /// <summary>Lift of an arm when shares move, with all of <paramref name="alpha"/>; null after a fixed split.</summary>
    public LiftInterval? AdaptiveLift(string arm, double alpha) =>
        _effects is null ? null : LiftInterval.Of(_effects.EffectOf(_effectArms.IndexOf(arm), new AsymptoticConfidenceSequence(alpha)));

    /// <summary>Sums of an arm.</summary>
    public ArmTotals Of(string arm) => _arms.GetValueOrDefault(arm);

    public void Assign(long conversation, IReadOnlyList<string> arms, IReadOnlyList<uint> shares, string arm)
    {
        // The waiting ones share the shares they were drawn with; these change with a new epoch only.
        if (_newest is null || !_newest.Is(arms, shares))
            _newest = new Split([.. arms], [.. shares]);
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
        if (split.Shares.Length < 2)
            return;
        if (adapts)
            AddEffect(unit);
        if (_checked is null || !split.HasArmsOf(_checked))
            _ratio = new SequentialSampleRatio(split.Shares.Length);
        _checked = split;
        _ratio!.Add(split.PlaceOf(unit.Arm), split.Shares);
    }

    // Control is the first arm, and arms join at the end: the place of an arm never changes.
    private void AddEffect(Unit unit)
    {
        _effects ??= new AdaptiveEffects(0, metric.IsRate());
        _effectArms.AddRange(unit.Split.Arms.Where(a => !_effectArms.Contains(a, StringComparer.Ordinal)));
        Span<uint> shares = stackalloc uint[_effectArms.Count];
        shares.Clear();
        for (var i = 0; i < unit.Split.Arms.Count; i++)
            shares[_effectArms.IndexOf(unit.Split.Arms[i])] = unit.Split.Shares[i];
        _effects.Add(_effectArms.IndexOf(unit.Arm), shares, MetricSums.Of(unit.Totals, metric).Sum);
    }

    private sealed class Unit(long conversation, string arm, Split split)
    {
        public long Conversation { get; } = conversation;

        public string Arm { get; } = arm;

        public Split Split { get; } = split;

        public ArmTotals Totals { get; set; }
    }

    private sealed record Split(IReadOnlyList<string> Arms, uint[] Shares)
    {
        public bool Is(IReadOnlyList<string> arms, IReadOnlyList<uint> shares)
        {
            if (arms.Count != Arms.Count || shares.Count != Shares.Length)
                return false;
            for (var i = 0; i < Shares.Length; i++)
                if (Shares[i] != shares[i])
                    return false;
            return HasArms(arms);
        }

        public bool HasArmsOf(Split other) => ReferenceEquals(this, other) || (other.Arms.Count == Arms.Count && HasArms(other.Arms));

        private bool HasArms(IReadOnlyList<string> arms)
        {
            for (var i = 0; i < Arms.Count; i++)
                if (!string.Equals(Arms[i], arms[i], StringComparison.Ordinal))
                    return false;
            return true;
        }

        public int PlaceOf(string arm)
        {
            for (var i = 0; i < Arms.Count; i++)
                if (Arms[i] == arm)
                    return i;
            throw new InvalidDataException($"The assignment drew arm {arm}, which is none of its arms.");
        }
    }
}
