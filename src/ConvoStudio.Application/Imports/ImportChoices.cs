using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Imports;

/// <summary>What the analyst chose on the way from an import to a playbook; what is not named follows the suggestion.</summary>
/// <param name="MinimumMoveCount">Act sets of agent turns seen at least so often become moves; the others are mapped to one of those. At least 1; null for the larger of 20 and 1 % of the agent turns.</param>
/// <param name="StatesOutcome">By act: does it state the outcome?</param>
/// <param name="FactUsages">By fact; <see cref="Engine.Contexts.FactUsages.None"/> leaves it out.</param>
public sealed record ImportChoices(
    int? MinimumMoveCount = null, IReadOnlyDictionary<string, bool>? StatesOutcome = null, IReadOnlyDictionary<string, FactUsages>? FactUsages = null);
