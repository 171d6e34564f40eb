using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Engine.Compliance.Parity;

/// <summary>The rate of a group with an interval that holds at every look.</summary>
/// <param name="Group">The counts.</param>
/// <param name="Rate">The rate with its interval.</param>
public sealed record ParityRate(ParityGroup Group, RateConfidenceSequence Rate);

/// <summary>Two groups and how far their rates lie apart.</summary>
/// <param name="Higher">Group with the higher rate.</param>
/// <param name="Lower">Group with the lower rate.</param>
/// <param name="Difference">Higher − lower, with an interval that holds at every look.</param>
/// <param name="Verdict">What the interval says of the limit.</param>
public sealed record ParityGap(string Higher, string Lower, RateDifferenceSequence Difference, ParityVerdict Verdict);

/// <summary>What counts say of a parity rule at every look at once: a monitor may be asked after each conversation and is wrong, over all looks together, no more often than the rule allows.</summary>
/// <param name="Verdict">Broken when a gap is; kept when all are and no group is left out.</param>
/// <param name="Rates">Groups that count, highest rate first.</param>
/// <param name="Gaps">Pairs of them, largest difference first.</param>
/// <param name="LeftOut">Groups below the minimum count.</param>
public sealed record ParitySequence(ParityVerdict Verdict, IReadOnlyList<ParityRate> Rates, IReadOnlyList<ParityGap> Gaps, int LeftOut)
{
    /// <summary>Reads the counts.</summary>
    /// <param name="rule">The rule; its confidence holds over all pairs and all looks (Bonferroni over the pairs).</param>
    /// <param name="groups">Counts so far.</param>
    /// <param name="possible">How many groups there can be; pairs are counted over these, since how many have been seen depends on the data.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of range.</exception>
    public static ParitySequence Of(ParityRule rule, IReadOnlyList<ParityGroup> groups, int possible)
    {
        var most = Math.Max(2, Math.Max(possible, groups.Count));
        var alpha = 1 - rule.Confidence;
        var pairAlpha = alpha / (most * (most - 1) / 2);
        ParityGroup[] counted = [.. groups.Where(g => g.Conversations >= rule.MinimumCount).OrderByDescending(g => (double)g.Said / g.Conversations).ThenBy(g => g.Group, StringComparer.Ordinal)];
        var gaps = new List<ParityGap>();
        for (var high = 0; high < counted.Length; high++)
            for (var low = high + 1; low < counted.Length; low++)
                gaps.Add(Between(counted[high], counted[low], rule.AtMost, pairAlpha));
        var leftOut = groups.Count - counted.Length;
        var verdict = gaps.Exists(g => g.Verdict == ParityVerdict.Broken) ? ParityVerdict.Broken
            : gaps.Count > 0 && leftOut == 0 && gaps.TrueForAll(g => g.Verdict == ParityVerdict.Kept) ? ParityVerdict.Kept
            : ParityVerdict.NotEnoughEvidence;
        return new(
            verdict, [.. counted.Select(g => new ParityRate(g, RateConfidenceSequence.Of(g.Said, g.Conversations, alpha / most)))],
            [.. gaps.OrderByDescending(g => g.Difference.Estimate).ThenByDescending(g => g.Difference.Low)], leftOut);
    }

    private static ParityGap Between(ParityGroup high, ParityGroup low, double atMost, double alpha)
    {
        var difference = RateDifferenceSequence.Of(low.Said, low.Conversations, high.Said, high.Conversations, alpha);
        var verdict = difference.Low > atMost ? ParityVerdict.Broken
            : difference.High <= atMost && difference.Low >= -atMost ? ParityVerdict.Kept
            : ParityVerdict.NotEnoughEvidence;
        return new(high.Group, low.Group, difference, verdict);
    }
}
