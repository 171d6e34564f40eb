using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Simulation;

/// <summary>Makes moves from the act sets of agent turns. Consecutive agent turns are kept apart; acts that state the outcome are left out.</summary>
public static class MoveExtractor
{
    private const int LeastMoves = 2;

    /// <summary>Act sets seen often enough become moves; every other one is mapped to the move that shares most acts with it (largest Jaccard index,
    /// the more frequent move at a tie), or left unlabelled when none shares any.</summary>
    /// <param name="samples">Recorded conversations.</param>
    /// <param name="outcomeActs">Acts that state the outcome.</param>
    /// <param name="minimumCount">Turns an act set needs; null for the larger of 20 and 1 % of the agent turns. Halved until there are two moves.</param>
    /// <exception cref="ArgumentOutOfRangeException">The minimum is below 1.</exception>
    public static MoveExtraction Extract(IReadOnlyList<SampleConversation> samples, IReadOnlySet<string> outcomeActs, int? minimumCount = null)
    {
        if (minimumCount < 1)
            throw new ArgumentOutOfRangeException(nameof(minimumCount), minimumCount, "At least one turn.");
        List<string[]> turns = [.. samples.SelectMany(s => s.Turns)
            .Where(t => t.Speaker == Speaker.Agent && (t.Acts.Count == 0 || t.Acts.Any(a => !outcomeActs.Contains(a))))
            .Select(t => t.Acts.Where(a => !outcomeActs.Contains(a)).Distinct(StringComparer.Ordinal).ToArray())];
        var sets = turns.GroupBy(SetKey, StringComparer.Ordinal)
            .Select(g => (Acts: UsualOrder(g), Count: g.Count()))
            .OrderByDescending(s => s.Count).ThenBy(s => SetKey(s.Acts), StringComparer.Ordinal).ToList();
        var labelled = sets.Where(s => s.Acts.Length > 0).ToList();
        var minimum = minimumCount ?? Math.Max(20, (int)Math.Ceiling(0.01 * turns.Count));
        while (minimum > 1 && labelled.Count(s => s.Count >= minimum) < Math.Min(LeastMoves, labelled.Count))
            minimum /= 2;
        List<ExtractedMove> moves = [.. labelled.Where(s => s.Count >= minimum).Select(s => new ExtractedMove(string.Join('+', s.Acts), s.Acts, s.Count, 0))];

        var finder = new MoveExtraction(moves, minimum, outcomeActs, [], turns.Count);
        var mappings = new List<MoveMapping>();
        foreach (var (acts, count) in sets)
        {
            string[] sorted = [.. acts.Order(StringComparer.Ordinal)];
            if (acts.Length == 0)
                mappings.Add(new(sorted, count, null, "The turn has no label."));
            else if (count >= minimum)
                mappings.Add(new(sorted, count, string.Join('+', acts), $"A move of its own: at least {minimum} turns."));
            else if (finder.Nearest([.. acts]) is { } nearest)
            {
                var move = moves[nearest.Move];
                moves[nearest.Move] = move with { MappedCount = move.MappedCount + count };
                mappings.Add(new(sorted, count, move.Key, $"Fewer than {minimum} turns; shares {nearest.Shared} of {nearest.Union} acts with {move.Key}, more than with any other move or with a more frequent one."));
            }
            else
            {
                mappings.Add(new(sorted, count, null, $"Fewer than {minimum} turns and no act in common with any move."));
            }
        }
        return new MoveExtraction(moves, minimum, outcomeActs, mappings, turns.Count);
    }

    // Separator that no key holds.
    internal static string SetKey(IEnumerable<string> acts) => string.Join('\u001f', acts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string[] UsualOrder(IEnumerable<string[]> turns) => turns
        .GroupBy(t => string.Join('\u001f', t), StringComparer.Ordinal)
        .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).First().First();
}
