namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>A place of a sentence that may be filled otherwise.</summary>
/// <param name="Place">Where, as in the errors of <see cref="RuleSetCheck"/> behind "rule." ("prerequisite", "when.all[1]"); "when[+]" adds a condition to those there.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Value">What it holds now, of the type that <see cref="RuleSlotType"/> names; null where the sentence leaves it out, false for words left out.</param>
/// <param name="Optional">It may be left out.</param>
/// <param name="Words">Words in front of it that come and go with it (", from"), or the words themselves; empty for a slot that is always filled.</param>
public sealed record RuleSlot(string Place, RuleSlotType Type, object? Value, bool Optional = false, string Words = "")
{
    /// <summary>It stands in the sentence.</summary>
    public bool Present => Value is not (null or false);

    /// <summary>Is an error of <see cref="RuleSetCheck"/> about this slot? Errors of a part of its value are.</summary>
    /// <param name="field">The error's field, "rule.when.all[1].fact".</param>
    public bool Holds(string field)
    {
        var dot = field.IndexOf('.', StringComparison.Ordinal);
        var path = dot < 0 ? field : field[(dot + 1)..];
        return path.StartsWith(Place, StringComparison.Ordinal) && (path.Length == Place.Length || path[Place.Length] is '.' or '[');
    }
}
