using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>Adaptive effects over units in assignment order, also when an outcome is amended afterwards: the effects are those of a pass with what is known now.</summary>
/// <remarks>What a unit adds hangs on all units before it, so a correction of sums would not do. Kept are 32 bytes a unit (a list that doubles: up to 64 MB a million)
/// and the state at every 4,096th. After an amendment the pass is done again from the last state before the unit, when somebody asks; many amendments cost one pass.
/// One writer.</remarks>
/// <param name="isRate">Every outcome is 0 or 1.</param>
internal sealed class OrderedEffects(bool isRate)
{
    private const int Between = 4096;
    private readonly List<Unit> _units = [];
    private readonly List<AdaptiveEffects> _states = [];
    private readonly Dictionary<long, double> _amended = [];
    private readonly List<string> _arms = [];
    // Control is the first arm.
    private AdaptiveEffects _effects = new(0, isRate);

    /// <summary>Takes in the next unit.</summary>
    /// <param name="conversation">Its number; each comes once.</param>
    /// <param name="split">What it was drawn with.</param>
    /// <param name="arm">One of its arms.</param>
    /// <param name="outcome">Finite.</param>
    public void Add(long conversation, UnitSplit split, string arm, double outcome)
    {
        // Control is the first arm, and arms join at the end: the place of an arm never changes.
        foreach (var one in split.Arms)
            if (!_arms.Contains(one, StringComparer.Ordinal))
                _arms.Add(one);
        _units.Add(new(conversation, outcome, split, split.PlaceOf(arm)));
    }

    /// <summary>The outcome of a unit is another one.</summary>
    /// <param name="conversation">A unit that was taken in; any other is passed over.</param>
    /// <param name="difference">New outcome − old one.</param>
    public void Amend(long conversation, double difference)
    {
        if (difference != 0)
            _amended[conversation] = _amended.GetValueOrDefault(conversation) + difference;
    }

    /// <summary>Effect of an arm against control; see <see cref="AdaptiveEffects.EffectOf"/>.</summary>
    public EffectTest EffectOf(string arm, AsymptoticConfidenceSequence sequence)
    {
        Correct();
        while (_effects.Units < _units.Count)
            TakeIn(_units[(int)_effects.Units]);
        return _effects.EffectOf(_arms.IndexOf(arm), sequence);
    }

    // Late reports are mostly about young conversations: they are looked for from the end.
    private void Correct()
    {
        var first = _units.Count;
        for (var i = _units.Count - 1; i >= 0 && _amended.Count > 0; i--)
            if (_amended.Remove(_units[i].Conversation, out var difference))
                (_units[i], first) = (_units[i] with { Outcome = _units[i].Outcome + difference }, i);
        _amended.Clear();
        if (first >= _effects.Units)
            return;
        var state = first / Between;
        _effects = _states[state].Copy();
        _states.RemoveRange(state + 1, _states.Count - state - 1);
    }

    private void TakeIn(in Unit unit)
    {
        if (_effects.Units == (long)_states.Count * Between)
            _states.Add(_effects.Copy());
        Span<uint> shares = stackalloc uint[_arms.Count];
        shares.Clear();
        for (var i = 0; i < unit.Split.Arms.Count; i++)
            shares[_arms.IndexOf(unit.Split.Arms[i])] = unit.Split.Shares[i];
        _effects.Add(_arms.IndexOf(unit.Split.Arms[unit.Arm]), shares, unit.Outcome);
    }

    private readonly record struct Unit(long Conversation, double Outcome, UnitSplit Split, int Arm);
}
