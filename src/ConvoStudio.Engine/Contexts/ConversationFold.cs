namespace ConvoStudio.Engine.Contexts;

/// <summary>Builds a conversation's state from turns that may arrive late. Order is (event time, sequence), so the state does not depend on arrival.
/// Not safe for several writers: it belongs to whoever holds the conversation's gate.</summary>
public sealed class ConversationFold
{
    private readonly List<ConversationTurn> _turns = [];
    private readonly ConversationState _opening;

    /// <summary>A conversation with the facts known at its opening.</summary>
    public ConversationFold(IReadOnlyDictionary<string, FactValue>? openingFacts = null) =>
        State = _opening = ConversationState.Empty.WithFacts(openingFacts);

    /// <summary>The state after the turns added so far.</summary>
    public ConversationState State { get; private set; }

    /// <summary>The turns in (event time, sequence) order.</summary>
    public IReadOnlyList<ConversationTurn> Turns => _turns;

    /// <summary>Adds a turn wherever its event time puts it.</summary>
    /// <exception cref="ArgumentException">A turn with this event time and sequence is already there.</exception>
    public void Add(ConversationTurn turn)
    {
        var place = _turns.Count;
        while (place > 0 && Compare(turn, _turns[place - 1]) <= 0)
            place--;
        if (place < _turns.Count && Compare(turn, _turns[place]) == 0)
            throw new ArgumentException($"Turn at sequence {turn.Sequence} was added twice.", nameof(turn));
        _turns.Insert(place, turn);
        // The usual turn is the latest; a late one costs a fold from the opening.
        State = place == _turns.Count - 1 ? State.Append(turn) : _turns.Aggregate(_opening, (state, next) => state.Append(next));
    }

    /// <summary>The state of the turns whose sequence is at most <paramref name="sequence"/>: what a decision made then could know.</summary>
    public ConversationState StateAt(long sequence)
    {
        var state = _opening;
        foreach (var turn in _turns)
            if (turn.Sequence <= sequence)
                state = state.Append(turn);
        return state;
    }

    /// <summary>The state of turns in any order.</summary>
    public static ConversationState Of(IReadOnlyDictionary<string, FactValue>? openingFacts, IEnumerable<ConversationTurn> turns)
    {
        var fold = new ConversationFold(openingFacts);
        foreach (var turn in turns.OrderBy(t => t.OccurredAtTicks).ThenBy(t => t.Sequence))
            fold.Add(turn);
        return fold.State;
    }

    private static int Compare(ConversationTurn a, ConversationTurn b) =>
        (a.OccurredAtTicks, a.Sequence).CompareTo((b.OccurredAtTicks, b.Sequence));
}
