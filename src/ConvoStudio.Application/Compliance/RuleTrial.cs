namespace ConvoStudio.Application.Compliance;

/// <summary>What a rule would have done to decisions that were made.</summary>
/// <param name="Decisions">Decisions looked at.</param>
/// <param name="Conversations">Conversations they belong to.</param>
/// <param name="Blocked">Decisions in which it would have taken at least one action out; null where it is hidden.</param>
/// <param name="Drawn">Decisions whose drawn action it would have taken out; null where it is hidden.</param>
/// <param name="Forced">Decisions in which it alone would have left only the fallback; null where it is hidden.</param>
/// <param name="Actions">Decisions by key of the action taken out; null where it is hidden.</param>
/// <param name="Examples">The newest decisions whose drawn action it would have taken out; none for a rule about a protected fact.</param>
/// <param name="HiddenBelow">The counts are hidden because the rule reads a protected fact and fewer conversations than this fall on one side of it; null when nothing is hidden.</param>
/// <param name="Complete">Every decision asked for was looked at; false when the log has fewer or a limit was reached.</param>
public sealed record RuleTrial(
    int Decisions, int Conversations, int? Blocked, int? Drawn, int? Forced, IReadOnlyDictionary<string, int>? Actions, IReadOnlyList<RuleTrialExample> Examples,
    int? HiddenBelow, bool Complete);

/// <summary>A decision that would have been another.</summary>
/// <param name="Action">Key of the drawn action.</param>
/// <param name="Sentence">Why the rule would have taken it out.</param>
public sealed record RuleTrialExample(Guid ConversationId, Guid DecisionId, DateTimeOffset At, string Action, string Sentence);
