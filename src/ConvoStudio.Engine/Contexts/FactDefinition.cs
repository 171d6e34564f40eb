namespace ConvoStudio.Engine.Contexts;

/// <summary>Type of a declared fact.</summary>
public enum FactType
{
    /// <summary>A finite double.</summary>
    Number = 0,

    /// <summary>One word of a list of words.</summary>
    Category = 1,

    /// <summary>True or false.</summary>
    Flag = 2,
}

/// <summary>What a fact may be used for; several at once are allowed.</summary>
[Flags]
public enum FactUsages
{
    /// <summary>Recorded nowhere, used for nothing.</summary>
    None = 0,

    /// <summary>The encoder reads it, so policies learn from it. Logged with the turn that brought it.</summary>
    Policy = 1,

    /// <summary>The rule filter reads it. Kept in the protected store unless it is a policy fact as well.</summary>
    Rules = 2,

    /// <summary>Only the audit service reads it, in groups above the minimum cell.</summary>
    Audit = 4,
}

/// <summary>A typed, declared thing known about a customer or a conversation.</summary>
/// <param name="Key">Stable key, lower case with dashes or underscores.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Usages">What it may be used for.</param>
/// <param name="Words">Known words of a category in their fixed order (new words are appended); empty for other types.</param>
/// <param name="Archived">No longer asked for; what was learnt stays.</param>
public sealed record FactDefinition(string Key, FactType Type, FactUsages Usages, IReadOnlyList<string> Words, bool Archived = false);
