namespace ConvoStudio.Engine.Policies.ContextFree;

/// <summary>Decisions and rewards of each action, ascending by number. Shared with snapshots until it is written again.</summary>
internal sealed class ActionTable
{
    private int[] _numbers;
    private long[] _counts;
    private double[] _sums;

    public ActionTable() => (_numbers, _counts, _sums) = ([], [], []);

    private ActionTable(ActionTable other) =>
        (_numbers, _counts, _sums, Count) = ([.. other.Numbers], [.. other._counts.AsSpan(0, other.Count)], [.. other._sums.AsSpan(0, other.Count)], other.Count);

    /// <summary>Actions.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<int> Numbers => _numbers.AsSpan(0, Count);

    /// <summary>Place of an action; the complement of where it would be when it is not there.</summary>
    public int Find(int action) => Numbers.BinarySearch(action);

    public (long Count, double RewardSum) At(int place) => (_counts[place], _sums[place]);

    public ActionTable Clone() => new(this);

    public void Add(int action, long count, double rewardSum)
    {
        var place = Find(action);
        if (place < 0)
            place = Insert(~place, action);
        _counts[place] += count;
        _sums[place] += rewardSum;
    }

    private int Insert(int place, int action)
    {
        if (Count == _numbers.Length)
        {
            var length = Math.Max(8, 2 * Count);
            Array.Resize(ref _numbers, length);
            Array.Resize(ref _counts, length);
            Array.Resize(ref _sums, length);
        }
        Array.Copy(_numbers, place, _numbers, place + 1, Count - place);
        Array.Copy(_counts, place, _counts, place + 1, Count - place);
        Array.Copy(_sums, place, _sums, place + 1, Count - place);
        (_numbers[place], _counts[place], _sums[place]) = (action, 0, 0);
        Count++;
        return place;
    }
}
