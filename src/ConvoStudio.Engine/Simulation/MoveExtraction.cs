namespace ConvoStudio.Engine.Simulation;

/// <summary>Moves made from what agents said, and the table of how every agent turn reads under them.</summary>
public sealed class MoveExtraction
{
    private readonly IReadOnlySet<string> _outcomeActs;
    private readonly Dictionary<string, int> _exact;
    private readonly HashSet<string>[] _sets;

    internal MoveExtraction(
        IReadOnlyList<ExtractedMove> moves, int minimumCount, IReadOnlySet<string> outcomeActs, IReadOnlyList<MoveMapping> mappings, int agentTurns)
    {
        (Moves, MinimumCount, _outcomeActs, Mappings, AgentTurns) = (moves, minimumCount, outcomeActs, mappings, agentTurns);
        _sets = [.. moves.Select(m => m.Acts.ToHashSet(StringComparer.Ordinal))];
        _exact = Enumerable.Range(0, moves.Count).ToDictionary(i => MoveExtractor.SetKey(moves[i].Acts), i => i, StringComparer.Ordinal);
    }

    /// <summary>Moves by falling count.</summary>
    public IReadOnlyList<ExtractedMove> Moves { get; }

    /// <summary>Every act set that occurs, by falling count.</summary>
    public IReadOnlyList<MoveMapping> Mappings { get; }

    /// <summary>Turns an act set needed to become a move.</summary>
    public int MinimumCount { get; }

    /// <summary>Agent turns looked at; turns that only state the outcome are none.</summary>
    public int AgentTurns { get; }

    /// <summary>Share of the agent turns that read as a move; NaN when there are none.</summary>
    public double Coverage => AgentTurns == 0 ? double.NaN : (double)Moves.Sum(m => m.Count + m.MappedCount) / AgentTurns;

    /// <summary>Index into <see cref="Moves"/> of an agent turn's acts; null when it stays unlabelled.</summary>
    /// <param name="acts">Acts of the turn; those that state the outcome are left out here.</param>
    public int? Find(IReadOnlyList<string> acts)
    {
        var set = acts.Where(a => !_outcomeActs.Contains(a)).ToHashSet(StringComparer.Ordinal);
        return set.Count == 0 ? null : _exact.TryGetValue(MoveExtractor.SetKey(set), out var move) ? move : Nearest(set)?.Move;
    }

    // Jaccard as whole numbers: shared / union, compared by cross multiplication, so that a tie is a tie.
    internal (int Move, int Shared, int Union)? Nearest(HashSet<string> set)
    {
        (int Move, int Shared, int Union)? best = null;
        for (var move = 0; move < _sets.Length; move++)
        {
            var shared = _sets[move].Count(set.Contains);
            var union = _sets[move].Count + set.Count - shared;
            if (shared > 0 && (best is null || shared * best.Value.Union > best.Value.Shared * union))
                best = (move, shared, union);
        }
        return best;
    }
}
