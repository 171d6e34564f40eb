using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Engine.Compliance.Parity;

/// <summary>Conversations of one group: how many, and in how many of them the act was said.</summary>
/// <param name="Group">Value of the fact.</param>
/// <param name="Conversations">0 or more.</param>
/// <param name="Said">0 to <paramref name="Conversations"/>.</param>
public readonly record struct ParityGroup(string Group, long Conversations, long Said);

/// <summary>What counts say of a parity rule.</summary>
public enum ParityVerdict
{
    /// <summary>All intervals of all differences lie inside the limit.</summary>
    Kept = 0,

    /// <summary>The interval of a difference lies outside the limit.</summary>
    Broken = 1,

    /// <summary>Neither can be said yet.</summary>
    NotEnoughEvidence = 2,
}

/// <summary>The verdict, with the pair of groups that lie furthest apart.</summary>
/// <param name="Verdict">What the counts say.</param>
/// <param name="Higher">Group with the higher rate; null with fewer than two groups that count.</param>
/// <param name="Lower">Group with the lower rate.</param>
/// <param name="Difference">Their difference with its interval.</param>
/// <param name="LeftOut">Groups below the minimum count.</param>
public sealed record ParityResult(ParityVerdict Verdict, string? Higher, string? Lower, NewcombeInterval Difference, int LeftOut)
{
    /// <summary>Compares the rates of all pairs of groups.</summary>
    /// <remarks>Newcombe's interval for each pair at 1 − (1 − confidence) / pairs, so that the confidence holds for all pairs together (Bonferroni). Holds at one look.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of range.</exception>
    public static ParityResult Of(ParityRule rule, IReadOnlyList<ParityGroup> groups)
    {
        ParityGroup[] counted = [.. groups.Where(g => g.Conversations >= rule.MinimumCount).OrderByDescending(g => (double)g.Said / g.Conversations)];
        var leftOut = groups.Count - counted.Length;
        var pairs = counted.Length * (counted.Length - 1) / 2;
        if (pairs == 0)
            return new(ParityVerdict.NotEnoughEvidence, null, null, new(double.NaN, -1, 1), leftOut);
        var confidence = 1 - ((1 - rule.Confidence) / pairs);
        var (broken, kept) = (false, leftOut == 0);
        for (var high = 0; high < counted.Length; high++)
            for (var low = high + 1; low < counted.Length; low++)
            {
                var difference = Between(counted[high], counted[low], confidence);
                broken |= difference.Low > rule.AtMost;
                kept &= difference.High <= rule.AtMost && difference.Low >= -rule.AtMost;
            }
        var verdict = broken ? ParityVerdict.Broken : kept ? ParityVerdict.Kept : ParityVerdict.NotEnoughEvidence;
        return new(verdict, counted[0].Group, counted[^1].Group, Between(counted[0], counted[^1], confidence), leftOut);
    }

    private static NewcombeInterval Between(ParityGroup high, ParityGroup low, double confidence) =>
        NewcombeInterval.Of(high.Said, high.Conversations, low.Said, low.Conversations, confidence);
}
