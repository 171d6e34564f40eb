namespace ConvoStudio.Web.Api;

/// <summary>An experiment to be; nothing is routed before it starts.</summary>
internal sealed record CreateExperimentRequest(string? Key, string? Name, string? Hypothesis, IReadOnlyList<ArmRequest?>? Arms);

/// <summary>An arm: a policy of the playbook and its share as an integer weight. Exactly one arm is the control.</summary>
internal sealed record ArmRequest(string? Key, string? Name, string? Policy, uint? Share, bool? Control);

/// <summary>Why.</summary>
internal sealed record ReasonRequest(string? Reason);

/// <summary>A decision at the end: the arm that goes on, and what was learnt.</summary>
internal sealed record ConcludeRequest(string? Arm, string? Learnings, string? Reason);
