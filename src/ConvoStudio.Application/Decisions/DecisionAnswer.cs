namespace ConvoStudio.Application.Decisions;

/// <summary>The next action for an agent.</summary>
/// <param name="Turn">Number of the turn the action is for.</param>
/// <param name="Propensity">Chance the drawn action had within the arm: weight / 2³².</param>
/// <param name="Experiment">Experiment that routed the conversation, or null.</param>
/// <param name="PolicyVersion">Policy id and the log sequence it had learnt up to.</param>
public sealed record DecisionAnswer(
    Guid DecisionId, Guid ConversationId, int Turn, ActionAnswer Action, double Propensity, string? Experiment, string? Arm, string PolicyVersion, bool Forced,
    IReadOnlyList<EligibleAnswer> Eligible, IReadOnlyList<BlockedAnswer> Blocked);

/// <summary>An action to carry out.</summary>
public sealed record ActionAnswer(string Key, IReadOnlyList<string> Acts, string? Product, string? Stage, string? Utterance);

/// <summary>An action that could have been drawn; the weights of all sum to 2³².</summary>
public sealed record EligibleAnswer(string Action, ulong Weight, double Probability, double Score);

/// <summary>An action taken out before the policy chose.</summary>
public sealed record BlockedAnswer(string Action, string Rule, string Sentence);
