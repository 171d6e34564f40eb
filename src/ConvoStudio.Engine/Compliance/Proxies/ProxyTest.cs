using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Compliance.Proxies;

/// <summary>A fact the policy reads, as the numbers it reads.</summary>
/// <param name="Fact">Key.</param>
/// <param name="Columns">One or more columns of length n, finite.</param>
public sealed record ProxyFact(string Fact, IReadOnlyList<double[]> Columns);

/// <summary>How well one fact tells the groups apart.</summary>
/// <param name="Fact">Key.</param>
/// <param name="Explained">Share of the groups' variance it explains beyond chance, at most 1; about 0 (or a little below) for a fact that tells nothing.</param>
/// <param name="PValue">Of "this fact tells nothing", corrected for looking at all facts.</param>
public sealed record ProxyFactResult(string Fact, double Explained, double PValue);

/// <summary>How well the facts a policy reads tell the groups of a fact it must not read.</summary>
/// <param name="Explained">Share of the groups' variance that all facts together explain beyond chance (adjusted R²).</param>
/// <param name="PValue">Of "they tell nothing".</param>
/// <param name="Facts">Each fact by itself, the one that tells most first.</param>
public sealed record ProxyResult(double Explained, double PValue, IReadOnlyList<ProxyFactResult> Facts);

/// <summary>Do the facts a policy reads stand in for one it must not read? Linear regression of the groups' indicators on the facts, with a permutation test.</summary>
/// <remarks>R² = Σ_g |Qᵀy_g|² / Σ_g |y_g|², Q an orthonormal basis of the centred columns and y_g the centred indicator of group g. When groups are shuffled over the rows its mean is
/// r/(n − 1), r the rank, whatever the columns: that is "chance". p = (1 + shuffles at least as good)/(1 + shuffles) is exact for any distribution (Phipson and Smyth, 2010); single facts
/// are corrected by the greatest of the shuffled ones (Westfall and Young, 1993). Only what is linear in the columns is seen.</remarks>
public static class ProxyTest
{
    private const double Equal = 1e-9;

    /// <summary>Runs the test.</summary>
    /// <param name="facts">Facts with columns of one length n.</param>
    /// <param name="groups">Group of each row, length n, 0 or more; at least two differ.</param>
    /// <param name="random">Shuffles.</param>
    /// <param name="shuffles">How many; p is no smaller than 1/(1 + this).</param>
    /// <param name="cancellationToken">Asked at every shuffle.</param>
    /// <exception cref="ArgumentException">Lengths differ, n &lt; 3, a number is not finite, or there is one group only.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ProxyResult Run(IReadOnlyList<ProxyFact> facts, ReadOnlySpan<int> groups, ref SplitMix64 random, int shuffles = 999, CancellationToken cancellationToken = default)
    {
        Check(facts, groups);
        var labels = groups.ToArray();
        var sizes = new int[labels.Max() + 1];
        foreach (var label in labels)
            sizes[label]++;
        OrthonormalBasis[] bases = [OrthonormalBasis.Of([.. facts.SelectMany(f => f.Columns)], labels.Length), .. facts.Select(f => OrthonormalBasis.Of(f.Columns, labels.Length))];
        var variance = sizes.Sum(size => size * (1 - ((double)size / labels.Length)));
        var seen = Array.ConvertAll(bases, b => Adjusted(b, labels, sizes.Length, variance));
        var (all, single) = (0, new int[facts.Count]);
        for (var shuffle = 0; shuffle < shuffles; shuffle++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Shuffle(labels, ref random);
            all += Adjusted(bases[0], labels, sizes.Length, variance) >= seen[0] - Equal ? 1 : 0;
            var greatest = double.NegativeInfinity;
            for (var fact = 1; fact < bases.Length; fact++)
                greatest = Math.Max(greatest, Adjusted(bases[fact], labels, sizes.Length, variance));
            for (var fact = 0; fact < single.Length; fact++)
                single[fact] += greatest >= seen[fact + 1] - Equal ? 1 : 0;
        }

        return new(
            seen[0], (1.0 + all) / (1 + shuffles),
            [.. facts.Select((f, i) => new ProxyFactResult(f.Fact, seen[i + 1], (1.0 + single[i]) / (1 + shuffles))).OrderByDescending(f => f.Explained).ThenBy(f => f.Fact, StringComparer.Ordinal)]);
    }

    private static double Adjusted(OrthonormalBasis basis, int[] labels, int groups, double variance)
    {
        var chance = (double)basis.Rank / (labels.Length - 1);
        // Columns as many as rows explain everything, which says nothing.
        return chance >= 1 ? 0 : ((basis.Explained(labels, groups) / variance) - chance) / (1 - chance);
    }

    private static void Shuffle(int[] labels, ref SplitMix64 random)
    {
        for (var i = labels.Length - 1; i > 0; i--)
        {
            var other = (int)((random.NextUInt32() * (ulong)(i + 1)) >> 32);
            (labels[i], labels[other]) = (labels[other], labels[i]);
        }
    }

    private static void Check(IReadOnlyList<ProxyFact> facts, ReadOnlySpan<int> groups)
    {
        if (groups.Length < 3)
            throw new ArgumentException("At least 3 rows are needed.", nameof(groups));
        var differ = false;
        foreach (var group in groups)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(group, nameof(groups));
            differ |= group != groups[0];
        }

        if (!differ)
            throw new ArgumentException("There is one group only.", nameof(groups));
        foreach (var fact in facts)
            foreach (var column in fact.Columns)
                if (column.Length != groups.Length || !Array.TrueForAll(column, double.IsFinite))
                    throw new ArgumentException($"Columns of {fact.Fact} must have one finite number a row.", nameof(facts));
    }
}
