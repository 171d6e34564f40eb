namespace ConvoStudio.Engine.Compliance.Filtering;

/// <summary>What the rules leave of a turn. Made once by <see cref="RuleFilter.NewAnswer"/> and filled again for each turn; belongs to one turn at a time.</summary>
public sealed class FilterAnswer
{
    internal const int None = -1;

    private readonly int[] _eligible;
    private int _count;

    internal FilterAnswer(int actions, int rules, int words)
    {
        _eligible = new int[actions];
        BlockedBy = new int[actions];
        NotedBy = new int[actions];
        Failed = new bool[rules];
        Offered = new ulong[words];
        Left = new ulong[words];
    }

    /// <summary>Numbers of the eligible actions, strictly ascending, at least one.</summary>
    public ReadOnlySpan<int> Eligible => _eligible.AsSpan(0, _count);

    /// <summary>Nothing was left, so the fallback is the only eligible action. It stands outside all rules.</summary>
    public bool Forced { get; internal set; }

    /// <summary>A rule could not be evaluated. It blocks every action it speaks of; somebody must look at it.</summary>
    public bool Alarm { get; internal set; }

    internal int[] BlockedBy { get; }

    internal int[] NotedBy { get; }

    internal bool[] Failed { get; }

    internal ulong[] Offered { get; }

    internal ulong[] Left { get; }

    internal void Clear()
    {
        _count = 0;
        (Forced, Alarm) = (false, false);
        BlockedBy.AsSpan().Fill(None);
        NotedBy.AsSpan().Fill(None);
        Failed.AsSpan().Clear();
    }

    internal void Add(int number) => _eligible[_count++] = number;
}
