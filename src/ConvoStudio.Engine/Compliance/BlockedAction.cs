namespace ConvoStudio.Engine.Compliance;

/// <summary>An action a rule took out of the turn.</summary>
/// <param name="Action">Action number.</param>
/// <param name="Rule">The rule. Its operand may concern a protected fact: show <paramref name="Sentence"/>, never the rule.</param>
/// <param name="Sentence">Why, in words that anyone may see.</param>
public sealed record BlockedAction(int Action, ActionRule Rule, string Sentence);
