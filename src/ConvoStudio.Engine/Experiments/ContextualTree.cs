namespace ConvoStudio.Engine.Experiments;

/// <summary>Sums of one arm in one context.</summary>
/// <param name="Context">Value of each fact.</param>
/// <param name="Arm">Number of the arm.</param>
/// <param name="Sums">Of the units there.</param>
public sealed record ContextCell(IReadOnlyDictionary<string, string> Context, int Arm, MeanSums Sums);

/// <summary>Contexts grouped into leaves inside which the arms behave alike, by greedy splits.</summary>
/// <param name="SquaredErrors">Squared error within leaves and arms before the first split and after each.</param>
/// <param name="Leaves">The cells of each leaf.</param>
/// <remarks>Each step takes the split of one leaf by one fact that lowers Σ over leaves and arms of (n − 1)·variance most. Up to ten values of a fact are
/// divided in every way, more of them one against the rest. Source: Breiman, Friedman, Olshen and Stone, Classification and Regression Trees, 1984.</remarks>
public sealed record ContextualTree(IReadOnlyList<double> SquaredErrors, IReadOnlyList<IReadOnlyList<ContextCell>> Leaves)
{
    private const int MostValues = 10;

    /// <summary>Grows the tree.</summary>
    /// <param name="cells">At least one.</param>
    /// <param name="mostLeaves">1 or more.</param>
    /// <param name="leastUnits">Units that a leaf must have.</param>
    /// <exception cref="ArgumentException">There is no cell.</exception>
    public static ContextualTree Grow(IReadOnlyList<ContextCell> cells, int mostLeaves, long leastUnits)
    {
        if (cells.Count == 0)
            throw new ArgumentException("There must be a cell.", nameof(cells));
        ArgumentOutOfRangeException.ThrowIfLessThan(mostLeaves, 1);
        List<IReadOnlyList<ContextCell>> leaves = [cells];
        List<double> errors = [Error(cells)];
        while (leaves.Count < mostLeaves)
        {
            var (leaf, left, gain) = Best(leaves, leastUnits);
            // Rounding alone must not split.
            if (left is null || gain <= 1e-12 * errors[0])
                break;
            var right = leaves[leaf].Except(left).ToList();
            leaves[leaf] = left;
            leaves.Insert(leaf + 1, right);
            errors.Add(leaves.Sum(Error));
        }
        return new(errors, leaves);
    }

    private static (int Leaf, IReadOnlyList<ContextCell>? Left, double Gain) Best(List<IReadOnlyList<ContextCell>> leaves, long leastUnits)
    {
        (int Leaf, IReadOnlyList<ContextCell>? Left, double Gain) best = (0, null, 0);
        for (var leaf = 0; leaf < leaves.Count; leaf++)
        {
            var whole = Error(leaves[leaf]);
            foreach (var left in Splits(leaves[leaf]))
            {
                var right = leaves[leaf].Except(left).ToList();
                if (Units(left) < leastUnits || Units(right) < leastUnits)
                    continue;
                var gain = whole - Error(left) - Error(right);
                if (gain > best.Gain)
                    best = (leaf, left, gain);
            }
        }
        return best;
    }

    private static IEnumerable<IReadOnlyList<ContextCell>> Splits(IReadOnlyList<ContextCell> leaf)
    {
        foreach (var fact in leaf.SelectMany(c => c.Context.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var groups = leaf.GroupBy(c => c.Context.GetValueOrDefault(fact, ""), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
            if (groups.Count < 2)
                continue;
            if (groups.Count > MostValues)
            {
                foreach (var group in groups)
                    yield return [.. group];
                continue;
            }
            // The last value always goes right, so that no division comes twice.
            for (var mask = 1; mask < 1 << (groups.Count - 1); mask++)
                yield return [.. groups.Where((_, i) => (mask >> i & 1) == 1).SelectMany(g => g)];
        }
    }

    private static double Error(IReadOnlyList<ContextCell> cells) => cells.GroupBy(c => c.Arm)
        .Select(arm => arm.Aggregate(default(MeanSums), (sum, cell) => sum + (cell.Sums with { IsProportion = false })))
        .Sum(sums => sums.Variance * Math.Max(0, sums.N - 1));

    private static long Units(IReadOnlyList<ContextCell> cells) => cells.Sum(c => c.Sums.N);
}
