namespace ConvoStudio.Application.Compliance;

/// <summary>A rule that stops something in a conversation which a person can free.</summary>
/// <param name="Role">Role whose approval it needs; null for a hand-over that waits to be cleared.</param>
/// <param name="Sentence">The rule, in words that anyone may see.</param>
/// <param name="Actions">Numbers of the actions it stops now.</param>
public sealed record RuleWait(string Rule, int Version, string? Role, string Sentence, IReadOnlyList<int> Actions);
