namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>The state of a trace whose events may arrive late. Order is (event time, sequence), so the state does not depend on arrival.
/// Not safe for several writers: it belongs to whoever holds the conversation's gate.</summary>
/// <param name="rules">The rules.</param>
public sealed class RuleFold(RuleSet rules)
{
    private readonly List<TraceEvent> _events = [];

    /// <summary>The state after the events added so far. Read it; do not step it.</summary>
    public RuleState State { get; private set; } = rules.Open();

    /// <summary>Adds an event wherever its event time puts it. The usual event is the latest; a late one costs a fold from the opening.</summary>
    /// <exception cref="ArgumentException">An event with this event time, sequence and part is already there.</exception>
    public void Add(TraceEvent e)
    {
        var place = _events.Count;
        while (place > 0 && Compare(e, _events[place - 1]) <= 0)
            place--;
        if (place < _events.Count && Compare(e, _events[place]) == 0)
            throw new ArgumentException($"The event at sequence {e.Sequence} was added twice.", nameof(e));
        _events.Insert(place, e);
        if (place == _events.Count - 1)
        {
            rules.Step(State, e);
            return;
        }
        State = rules.Open();
        foreach (var each in _events)
            rules.Step(State, each);
    }

    private static int Compare(TraceEvent a, TraceEvent b) => (a.AtTicks, a.Sequence, a.Part).CompareTo((b.AtTicks, b.Sequence, b.Part));
}
