using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Simulation;

namespace ConvoStudio.Application.Imports;

/// <summary>Reads the quality of an import's data off its counts and its first conversations.</summary>
internal static class FindingsReader
{
    private const int Few = 100;
    private const int VeryFew = 30;
    private const int LeastOutcomes = 10;

    /// <summary>The most serious first.</summary>
    /// <param name="duplicated">Conversations with the content of an earlier one.</param>
    /// <param name="sample">The first conversations; facts are read off them.</param>
    public static IReadOnlyList<ImportFinding> Read(
        long conversations, long converted, long duplicated, long turns, long unlabelled, IReadOnlyList<ImportedAct> acts, IReadOnlyList<FactSuggestion> facts,
        IReadOnlyList<SampleConversation> sample)
    {
        List<ImportFinding> found = [];
        void Add(bool holds, ImportFindingKind kind, FindingSeverity severity, string subject, long count, long total)
        {
            if (holds)
                found.Add(new(kind, severity, subject, count, total));
        }

        var rarer = Math.Min(converted, conversations - converted);
        Add(conversations is > 0 and < Few, ImportFindingKind.TooFew, conversations < VeryFew ? FindingSeverity.Serious : FindingSeverity.Look, "", conversations, conversations);
        Add(conversations > 0 && rarer < LeastOutcomes, ImportFindingKind.OneOutcome, FindingSeverity.Serious, "", rarer, conversations);
        Add(duplicated > 0, ImportFindingKind.Duplicated, duplicated * 10 > conversations ? FindingSeverity.Serious : FindingSeverity.Look, "", duplicated, conversations);
        Add(
            unlabelled > 0, ImportFindingKind.Unlabelled, unlabelled * 2 > turns ? FindingSeverity.Serious : unlabelled * 10 > turns ? FindingSeverity.Look : FindingSeverity.Note,
            "", unlabelled, turns);
        foreach (var act in acts.Where(a => a.SuggestStatesOutcome).GroupBy(a => a.Act, StringComparer.Ordinal))
            Add(true, ImportFindingKind.LeakingAct, FindingSeverity.Look, act.Key, act.Sum(a => a.Turns), turns);
        foreach (var fact in facts)
        {
            var known = sample.Where(s => s.Facts.TryGetValue(fact.Key, out var value) && value.IsKnown).Select(s => s.Facts[fact.Key]).ToList();
            Add(fact.LeakWarning is not null, ImportFindingKind.LeakingFact, FindingSeverity.Serious, fact.Key, known.Count, sample.Count);
            Add(known.Count > 1 && known.TrueForAll(v => v == known[0]), ImportFindingKind.ConstantFact, FindingSeverity.Note, fact.Key, known.Count, sample.Count);
            var missing = sample.Count - known.Count;
            Add(missing * 20 > sample.Count, ImportFindingKind.MissingFact, missing * 2 > sample.Count ? FindingSeverity.Look : FindingSeverity.Note, fact.Key, missing, sample.Count);
        }

        return [.. found.OrderByDescending(f => f.Severity).ThenBy(f => f.Kind).ThenByDescending(f => f.Share).ThenBy(f => f.Subject, StringComparer.Ordinal)];
    }
}
