using System.Globalization;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Simulation;

/// <summary>Finds acts that state the outcome: those that occur almost only at the end of the talk, and those that occur just when it converts.</summary>
/// <remarks>An act is suggested when at least 90 % of its turns are among the last two of their conversation (conversations of four turns or more,
/// act seen five times or more). Then trailing turns that hold nothing but suggested acts are set aside and the test is repeated, so that the
/// offer before "a word of thanks, accepted" is found too. It ends when a round finds nothing new. An act
/// is suggested too when knowing whether it occurs in a conversation tells the outcome right in 99 % of them (ten or more of each outcome).</remarks>
public static class LeakFinder
{
    private const int EndTurns = 2;
    private const int MinimumTurns = 4;
    private const int MinimumCount = 5;
    private const double Threshold = 0.9;
    private const int MinimumOutcomes = 10;
    private const double SameAsOutcome = 0.99;

    /// <summary>Every act of each side with its counts, agent first, then by falling count, then by name.</summary>
    public static IReadOnlyList<ActSummary> Summarize(IReadOnlyList<SampleConversation> samples)
    {
        var leaks = new HashSet<(Speaker, string)>();
        var suggestedShares = new Dictionary<(Speaker, string), double>();
        while (true)
        {
            var (counts, late) = Count(samples, leaks);
            var found = counts.Keys.Where(k => !leaks.Contains(k) && counts[k] >= MinimumCount && late.GetValueOrDefault(k) >= Threshold * counts[k]).ToList();
            foreach (var key in found)
                suggestedShares[key] = (double)late[key] / counts[key];
            leaks.UnionWith(found);
            if (found.Count == 0)
                return Describe(samples, counts, late, suggestedShares);
        }
    }

    /// <summary>Acts suggested for either side: a playbook says of an act whether it states the outcome, whoever does it.</summary>
    public static IReadOnlySet<string> OutcomeActs(IEnumerable<ActSummary> summaries) =>
        summaries.Where(s => s.StatesOutcome).Select(s => s.Act).ToHashSet(StringComparer.Ordinal);

    private static (Dictionary<(Speaker, string), int> Counts, Dictionary<(Speaker, string), int> Late) Count(
        IReadOnlyList<SampleConversation> samples, HashSet<(Speaker, string)> leaks)
    {
        var (counts, late) = (new Dictionary<(Speaker, string), int>(), new Dictionary<(Speaker, string), int>());
        foreach (var turns in samples.Select(s => s.Turns).Where(t => t.Count >= MinimumTurns))
        {
            var end = turns.Count;
            while (end > 0 && turns[end - 1].Acts.Count > 0 && turns[end - 1].Acts.All(a => leaks.Contains((turns[end - 1].Speaker, a))))
                end--;
            for (var i = 0; i < turns.Count; i++)
            {
                foreach (var act in turns[i].Acts.Distinct(StringComparer.Ordinal))
                {
                    var key = (turns[i].Speaker, act);
                    counts[key] = counts.GetValueOrDefault(key) + 1;
                    if (i >= end - EndTurns)
                        late[key] = late.GetValueOrDefault(key) + 1;
                }
            }
        }
        return (counts, late);
    }

    private static List<ActSummary> Describe(
        IReadOnlyList<SampleConversation> samples, Dictionary<(Speaker, string), int> counts, Dictionary<(Speaker, string), int> late,
        Dictionary<(Speaker, string), double> suggestedShares)
    {
        var summaries = new List<ActSummary>();
        foreach (var group in samples.SelectMany(s => s.Turns).SelectMany(t => t.Acts.Distinct(StringComparer.Ordinal).Select(a => (t.Speaker, Act: a))).GroupBy(k => k))
        {
            var key = group.Key;
            if (!suggestedShares.TryGetValue(key, out var share))
                share = counts.TryGetValue(key, out var n) ? (double)late.GetValueOrDefault(key) / n : double.NaN;
            string? reason = null;
            if (suggestedShares.ContainsKey(key))
                reason = $"{share.ToString("P0", CultureInfo.InvariantCulture)} of its turns are among the last {EndTurns} of the talk.";
            else if (IsOutcome(samples, key))
                reason = "It occurs in just those conversations that share one outcome.";
            summaries.Add(new(key.Speaker, key.Act, group.Count(), share, reason is not null, reason));
        }
        return [.. summaries.OrderBy(s => s.Speaker).ThenByDescending(s => s.Turns).ThenBy(s => s.Act, StringComparer.Ordinal)];
    }

    private static bool IsOutcome(IReadOnlyList<SampleConversation> samples, (Speaker Speaker, string Act) key)
    {
        var converted = samples.Count(s => s.Converted);
        if (converted < MinimumOutcomes || samples.Count - converted < MinimumOutcomes)
            return false;
        var same = samples.Count(s => s.Converted == s.Turns.Any(t => t.Speaker == key.Speaker && t.Acts.Contains(key.Act, StringComparer.Ordinal)));
        return Math.Max(same, samples.Count - same) >= SameAsOutcome * samples.Count;
    }
}
