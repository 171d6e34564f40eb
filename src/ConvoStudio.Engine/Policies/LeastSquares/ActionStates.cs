using System.Collections;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>The actions a learner has met, ascending by number. Retired ones stay: their history is theirs when they come back.</summary>
internal sealed class ActionStates(IEnumerable<ActionState> states) : IReadOnlyList<ActionState>
{
    private readonly List<ActionState> _states = [.. states];

    public int Count => _states.Count;

    public ActionState this[int place]
    {
        get => _states[place];
        set => _states[place] = value;
    }

    /// <summary>Place of an action; where it is not there, the complement of the place it would have.</summary>
    public int Find(int action)
    {
        int low = 0, high = _states.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (_states[middle].Number == action)
                return middle;
            if (_states[middle].Number < action)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return ~low;
    }

    public void Insert(int place, ActionState state) => _states.Insert(place, state);

    public IEnumerator<ActionState> GetEnumerator() => _states.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
