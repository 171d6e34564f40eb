using System.Globalization;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Simulation;

namespace ConvoStudio.Application.Imports;

/// <summary>How an import reads under an analyst's choices: which acts state the outcome, which facts there are, which moves. A pure function of
/// its first conversations and the choices, so that a resumed job reads it the same way.</summary>
internal sealed class ImportReading
{
    private ImportReading(
        IReadOnlyList<ActSummary> acts, IReadOnlySet<string> outcomeActs, IReadOnlyList<FactSuggestion> suggestions, IReadOnlyList<FactDefinition> facts,
        MoveExtraction moves) =>
        (Acts, OutcomeActs, Suggestions, Facts, Moves) = (acts, outcomeActs, suggestions, facts, moves);

    public IReadOnlyList<ActSummary> Acts { get; }

    public IReadOnlySet<string> OutcomeActs { get; }

    public IReadOnlyList<FactSuggestion> Suggestions { get; }

    /// <summary>Facts the playbook will have, with the chosen usages.</summary>
    public IReadOnlyList<FactDefinition> Facts { get; }

    public MoveExtraction Moves { get; }

    /// <exception cref="ValidationException">A choice names something the import does not have.</exception>
    public static ImportReading Of(IReadOnlyList<SampleConversation> sample, ImportChoices choices)
    {
        var acts = LeakFinder.Summarize(sample);
        var suggestions = FactInference.Infer(sample);
        Check(choices, acts, suggestions);
        var outcomeActs = LeakFinder.OutcomeActs(acts).ToHashSet(StringComparer.Ordinal);
        foreach (var (act, states) in choices.StatesOutcome ?? new Dictionary<string, bool>(StringComparer.Ordinal))
        {
            if (states)
                outcomeActs.Add(act);
            else
                outcomeActs.Remove(act);
        }

        var moves = MoveExtractor.Extract(sample, outcomeActs, choices.MinimumMoveCount);
        return new ImportReading(acts, outcomeActs, suggestions, [.. suggestions.Select(s => Chosen(s, choices)).OfType<FactDefinition>()], moves);
    }

    /// <summary>A preview may show a reading without moves, so that the choices can be changed; a playbook cannot be made of it.</summary>
    /// <exception cref="ValidationException">No agent turn reads as a move.</exception>
    public void DemandMoves() => new FieldErrors().Require(
        Moves.Moves.Count > 0, "statesOutcome", "No agent turn is left that could become a move. Say of fewer acts that they state the outcome.").ThrowIfAny();

    /// <summary>The value as the fact's type holds it; null when it does not fit.</summary>
    public static FactValue? Conform(FactDefinition fact, FactValue value) => (fact.Type, value.Kind) switch
    {
        (FactType.Number, FactValueKind.Number) or (FactType.Category, FactValueKind.Word) or (FactType.Flag, FactValueKind.Flag) => value,
        (FactType.Category, FactValueKind.Number) => FactValue.Of(value.Number.ToString("R", CultureInfo.InvariantCulture)),
        (FactType.Category, FactValueKind.Flag) => FactValue.Of(value.Number != 0 ? "true" : "false"),
        _ => null,
    };

    private static FactDefinition? Chosen(FactSuggestion suggestion, ImportChoices choices)
    {
        var usages = choices.FactUsages is not null && choices.FactUsages.TryGetValue(suggestion.Key, out var chosen) ? chosen : suggestion.Usages;
        return usages == FactUsages.None ? null : suggestion.ToDefinition() is { } definition ? definition with { Usages = usages } : null;
    }

    private static void Check(ImportChoices choices, IReadOnlyList<ActSummary> acts, IReadOnlyList<FactSuggestion> suggestions)
    {
        var errors = new FieldErrors().Require(choices.MinimumMoveCount is null or >= 1, "minimumMoveCount", "At least 1.");
        foreach (var act in choices.StatesOutcome?.Keys ?? [])
            errors.Require(acts.Any(a => a.Act == act), "statesOutcome", $"The import has no act {act}.");
        foreach (var (key, usages) in choices.FactUsages ?? new Dictionary<string, FactUsages>(StringComparer.Ordinal))
        {
            var suggestion = suggestions.FirstOrDefault(s => s.Key == key);
            errors.Require(suggestion is not null, "factUsages", $"The import has no fact {key}.");
            errors.Require(usages == FactUsages.None || suggestion?.Type is not null, "factUsages", $"{key} cannot be used: {suggestion?.Note}");
            errors.Require((usages & ~(FactUsages.Policy | FactUsages.Rules | FactUsages.Audit)) == FactUsages.None, "factUsages", $"{key}: choose among policy, rules and audit.");
        }

        errors.ThrowIfAny();
    }
}
