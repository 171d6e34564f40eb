using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Rewards;

/// <summary>A finished conversation, as far as any reward can read it.</summary>
/// <param name="Arm">Experiment and arm, or null.</param>
/// <param name="Outcomes">With their event times: how many count depends on the attribution window.</param>
/// <param name="EndedAt">When it was closed or expired; null while only its outcome is final.</param>
internal sealed record SampledConversation(
    LogSource Source, string? Arm, IReadOnlyList<ConversationTurn> Turns, IReadOnlyList<DecisionMark> Decisions, IReadOnlyList<(OutcomeMetric Outcome, DateTimeOffset At)> Outcomes,
    DateTimeOffset? EndedAt);

/// <summary>Recent finished conversations, read once; every definition is tried on the same ones.</summary>
/// <param name="Looked">Conversations looked at.</param>
/// <param name="Unfinished">Left out, because their outcome is not known yet.</param>
/// <param name="WithoutDecisions">Left out, because nothing in them was decided or read as an action.</param>
public sealed record RewardSample(int Looked, int Unfinished, int WithoutDecisions)
{
    internal IReadOnlyList<SampledConversation> Conversations { get; init; } = [];

    /// <summary>Conversations a reward can be computed of.</summary>
    public int Count => Conversations.Count;

    /// <summary>What every conversation would have earned. Pure and fast: for each key stroke.</summary>
    /// <exception cref="ArgumentException">A definition is not valid.</exception>
    public RewardComparison Compare(RewardDefinition stored, RewardDefinition edited)
    {
        var (before, after) = (Rewards(stored), Rewards(edited));
        var groups = Conversations.Select((c, i) => (Key: (c.Source, c.Arm), i)).GroupBy(c => c.Key, c => c.i)
            .OrderBy(g => g.Key.Source).ThenBy(g => g.Key.Arm, StringComparer.Ordinal)
            .Select(g => new RewardGroup(g.Key.Source, g.Key.Arm, RewardMean.Of(g.Select(i => before[i])), RewardMean.Of(g.Select(i => after[i])), RewardMean.Of(g.Select(i => after[i] - before[i]))))
            .ToList();
        return new(
            RewardMean.Of(before), RewardMean.Of(after), RewardMean.Of(before.Zip(after, (b, a) => a - b)), before.Zip(after).Count(p => Math.Abs(p.First - p.Second) > 1e-9),
            groups, RewardHistogram.Of(before, after));
    }

    private double[] Rewards(RewardDefinition definition)
    {
        var calculator = new RewardCalculator(definition);
        return [.. Conversations.Select(c => RewardCalculator.ConversationReward([.. calculator.Calculate(c.Turns, c.Decisions, [.. c.Outcomes.Where(o => Counts(o.At, c.EndedAt, definition)).Select(o => o.Outcome)])]))];
    }

    private static bool Counts(DateTimeOffset at, DateTimeOffset? endedAt, RewardDefinition definition) =>
        endedAt is not { } ended || at <= ended.AddDays(definition.AttributionDays);
}

/// <summary>A mean with its 95 % interval (normal; the sample is of hundreds); NaN bounds below two.</summary>
public sealed record RewardMean(int Count, double Mean, double Low, double High)
{
    public static RewardMean Of(IEnumerable<double> values)
    {
        var totals = default(ArmTotals);
        foreach (var value in values)
            totals += new ArmTotals(1, 1, 0, 0, value, value * value, 0, 0);
        var half = 1.959964 * totals.RewardStandardError;
        return new((int)totals.Closed, totals.MeanReward, totals.MeanReward - half, totals.MeanReward + half);
    }
}

/// <summary>Conversations of one source and arm under both definitions; the change is of the same conversations.</summary>
public sealed record RewardGroup(LogSource Source, string? Arm, RewardMean Stored, RewardMean Edited, RewardMean Change);

/// <summary>Conversations by reward, in bins of equal width.</summary>
/// <param name="Edges">Lower edges, one more than bins at the end.</param>
public sealed record RewardHistogram(IReadOnlyList<double> Edges, IReadOnlyList<int> Stored, IReadOnlyList<int> Edited)
{
    private const int Bins = 20;

    public static RewardHistogram Of(IReadOnlyList<double> stored, IReadOnlyList<double> edited)
    {
        var (low, high) = (stored.Concat(edited).DefaultIfEmpty(0).Min(), stored.Concat(edited).DefaultIfEmpty(1).Max());
        low = Math.Min(low, 0);
        var width = high > low ? (high - low) / Bins : 1.0 / Bins;
        int[] Count(IReadOnlyList<double> values)
        {
            var counts = new int[Bins];
            foreach (var value in values)
                counts[Math.Clamp((int)((value - low) / width), 0, Bins - 1)]++;
            return counts;
        }

        return new([.. Enumerable.Range(0, Bins + 1).Select(i => low + (i * width))], Count(stored), Count(edited));
    }
}

/// <summary>The same conversations under the stored and the edited definition.</summary>
/// <param name="Changed">Conversations whose reward is another.</param>
public sealed record RewardComparison(
    RewardMean Stored, RewardMean Edited, RewardMean Change, int Changed, IReadOnlyList<RewardGroup> Groups, RewardHistogram Histogram);
