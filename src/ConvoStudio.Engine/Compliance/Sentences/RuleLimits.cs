namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>Bounds that keep every monitor's state small and every reading finite.</summary>
public static class RuleLimits
{
    /// <summary>Most rules of one set.</summary>
    public const int MostRules = 1000;

    /// <summary>Largest number in a "count" or "turns" slot.</summary>
    public const int MostCount = 100;

    /// <summary>Deepest nesting of a condition.</summary>
    public const int DeepestCondition = 16;

    /// <summary>Longest sentence, in characters.</summary>
    public const int LongestSentence = 20_000;

    /// <summary>Longest waiting time or window.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(3660);
}
