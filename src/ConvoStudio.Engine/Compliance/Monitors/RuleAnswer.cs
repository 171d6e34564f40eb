namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>What a rule says of a move.</summary>
public enum RuleAnswer
{
    /// <summary>The move keeps the rule, or the rule does not speak of it.</summary>
    Kept = 0,

    /// <summary>The move breaks the rule.</summary>
    Broken = 1,

    /// <summary>It depends on something unknown.</summary>
    Unknown = 2,
}
