using System.Globalization;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Simulation;

/// <summary>Reads types and sensible usages of facts off imported contexts.</summary>
public static class FactInference
{
    /// <summary>A field with more distinct words than this is ignored.</summary>
    public const int MostWords = 30;

    private static readonly HashSet<string> ProtectedNames = new(StringComparer.Ordinal)
    {
        "age", "sex", "gender", "race", "racial", "ethnicity", "ethnic", "religion", "religious", "nationality", "citizenship", "income", "salary",
        "birth", "birthday", "birthdate", "dob", "disability", "disabled", "health", "pregnant", "pregnancy", "marital", "orientation", "education",
        "union", "politics", "political", "genetic", "origin",
    };

    private static readonly HashSet<string> OutcomeNames = new(StringComparer.Ordinal)
    {
        "outcome", "converted", "conversion", "result", "agreed", "accepted", "bought", "purchased", "sold", "deal",
    };

    /// <summary>One suggestion a field, by name.</summary>
    public static IReadOnlyList<FactSuggestion> Infer(IReadOnlyList<SampleConversation> samples) =>
        [.. samples.SelectMany(s => s.Facts.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(key => Infer(key, samples))];

    private static FactSuggestion Infer(string key, IReadOnlyList<SampleConversation> samples)
    {
        List<(FactValue Value, bool Converted)> known = [.. samples
            .Where(s => s.Facts.TryGetValue(key, out var value) && value.IsKnown).Select(s => (s.Facts[key], s.Converted))];
        var missing = samples.Count == 0 ? 0 : 1 - ((double)known.Count / samples.Count);
        List<WordCount> words = [.. known.Select(k => Text(k.Value)).GroupBy(t => t, StringComparer.Ordinal)
            .Select(g => new WordCount(g.Key, g.Count())).OrderByDescending(w => w.Count).ThenBy(w => w.Word, StringComparer.Ordinal)];
        var isProtected = Parts(key).Any(ProtectedNames.Contains);
        FactSuggestion Ignored(string note) => new(key, null, missing, null, [], FactUsages.None, isProtected, note, null);
        if (known.Count == 0)
            return Ignored("No conversation has a value.");
        if (words.Count == 1)
            return Ignored($"Always {words[0].Word}.");
        FactType type = known.All(k => k.Value.Kind == FactValueKind.Number) ? FactType.Number
            : known.All(k => k.Value.Kind == FactValueKind.Flag) ? FactType.Flag : FactType.Category;
        if (type == FactType.Category && words.Count > MostWords)
            return Ignored($"{words.Count} different words; more than {MostWords} do not make a category.");
        return new(
            key, type, missing, type == FactType.Number ? Summary([.. known.Select(k => k.Value.Number).Order()]) : null,
            type == FactType.Number ? [] : words, isProtected ? FactUsages.Audit : FactUsages.Policy | FactUsages.Rules, isProtected,
            isProtected ? "The name is one of a protected trait: suggested for audits only." : null, Leak(key, type, known, samples));
    }

    private static NumberSummary Summary(double[] sorted) => new(
        sorted[0], NumberRange.Quantile(sorted, 0.05), NumberRange.Quantile(sorted, 0.5), NumberRange.Quantile(sorted, 0.95), sorted[^1],
        NumberRange.From(sorted));

    // A fact is suspicious by its name, when it is known almost only on one side of the outcome, or when it separates the two sides almost wholly.
    private static string? Leak(string key, FactType type, List<(FactValue Value, bool Converted)> known, IReadOnlyList<SampleConversation> samples)
    {
        if (Parts(key).Any(OutcomeNames.Contains))
            return "The name speaks of the outcome.";
        var converted = samples.Count(s => s.Converted);
        if (converted < 10 || samples.Count - converted < 10)
            return null;
        var knownShare = (double)known.Count(k => k.Converted) / converted;
        var knownShareOther = (double)known.Count(k => !k.Converted) / (samples.Count - converted);
        if (Math.Abs(knownShare - knownShareOther) > 0.8)
            return "It is known almost only when the outcome is the same.";
        // A word or flag scores by how often it converts.
        var rates = known.GroupBy(k => Text(k.Value), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Average(k => k.Converted ? 1.0 : 0), StringComparer.Ordinal);
        var auc = RankStatistics.Auc(
            [.. known.Select(k => type == FactType.Number ? k.Value.Number : rates[Text(k.Value)])], [.. known.Select(k => k.Converted)]);
        return Math.Max(auc, 1 - auc) > 0.95 ? "It tells the outcome apart almost without error." : null;
    }

    private static string[] Parts(string key) => key.ToLowerInvariant().Split(['_', '-', ' ', '.']);

    private static string Text(FactValue value) => value.Kind switch
    {
        FactValueKind.Number => value.Number.ToString("R", CultureInfo.InvariantCulture),
        FactValueKind.Word => value.Word ?? "",
        _ => value.Number != 0 ? "true" : "false",
    };
}
