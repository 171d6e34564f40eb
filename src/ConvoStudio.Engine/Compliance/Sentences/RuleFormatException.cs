namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>A sentence or a document that is no rule; says where and why.</summary>
/// <param name="place">"character 12" of a sentence, or the path in a document ("$[3].when.all[0].fact").</param>
/// <param name="reason">One sentence about what is wrong there.</param>
public sealed class RuleFormatException(string place, string reason) : FormatException($"{place}: {reason}")
{
    /// <summary>Where.</summary>
    public string Place { get; } = place;

    /// <summary>Why.</summary>
    public string Reason { get; } = reason;
}
