using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Simulation;

/// <summary>What a field of imported contexts seems to be, for a person to confirm.</summary>
/// <param name="Key">Name of the field.</param>
/// <param name="Type">Inferred type, or null when it should be ignored.</param>
/// <param name="MissingShare">Share of conversations without it, in [0, 1].</param>
/// <param name="Numbers">Summary of its numbers, or null for another type.</param>
/// <param name="Words">Words with counts by falling count; empty for numbers.</param>
/// <param name="Usages">Suggested usages; audit alone for what looks protected, none for what is ignored.</param>
/// <param name="Protected">The name is one of a protected trait.</param>
/// <param name="Note">Why it is ignored or protected, or null.</param>
/// <param name="LeakWarning">Why it may state the outcome, or null.</param>
public sealed record FactSuggestion(
    string Key, FactType? Type, double MissingShare, NumberSummary? Numbers, IReadOnlyList<WordCount> Words, FactUsages Usages, bool Protected,
    string? Note, string? LeakWarning)
{
    /// <summary>The definition the suggestion amounts to, or null when it is ignored.</summary>
    public FactDefinition? ToDefinition() => Type is { } type
        ? new FactDefinition(Key, type, Usages, type == FactType.Category ? [.. Words.Select(w => w.Word)] : [])
        : null;
}

/// <summary>A word of a category with the number of conversations that have it.</summary>
/// <param name="Word">The word.</param>
/// <param name="Count">Conversations.</param>
public sealed record WordCount(string Word, int Count);

/// <summary>Order statistics of a number fact and the range its encoder would use.</summary>
/// <param name="Minimum">Smallest.</param>
/// <param name="Low">5 % quantile.</param>
/// <param name="Median">Median.</param>
/// <param name="High">95 % quantile.</param>
/// <param name="Maximum">Largest.</param>
/// <param name="Range">Range for the encoder.</param>
public sealed record NumberSummary(double Minimum, double Low, double Median, double High, double Maximum, NumberRange Range);
