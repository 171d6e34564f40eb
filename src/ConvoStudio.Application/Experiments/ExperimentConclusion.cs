namespace ConvoStudio.Application.Experiments;

/// <summary>What was decided at the end of an experiment, with what was known then.</summary>
/// <param name="Arm">Key of the arm that goes on; the control's when nothing changes.</param>
/// <param name="Verdict">What the experiment said at that moment.</param>
/// <param name="AgainstVerdict">The decision is another one than the verdict's.</param>
/// <param name="Reason">Why; asked for when it is against the verdict.</param>
/// <param name="Learnings">What to remember, for whoever plans the next one.</param>
/// <param name="Estimate">Of the arm over control in the metric's own unit; null for control, and when nothing was known.</param>
/// <param name="Sequence">The log up to here was counted.</param>
public sealed record ExperimentConclusion(
    string Arm, string Verdict, bool AgainstVerdict, string? Reason, string Learnings, double? Estimate, double? Low, double? High, long Sequence,
    DateTimeOffset At, string By);

/// <summary>A line of a person beside the course of an experiment.</summary>
/// <param name="At">The moment it is about.</param>
/// <param name="WrittenAt">When it was written.</param>
public sealed record ExperimentNote(DateTimeOffset At, string Text, DateTimeOffset WrittenAt, string By);
