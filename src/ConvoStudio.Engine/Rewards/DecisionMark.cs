namespace ConvoStudio.Engine.Rewards;

/// <summary>Where a decision lies in its conversation.</summary>
/// <param name="DecisionId">The decision.</param>
/// <param name="OccurredAtTicks">Event time, UTC ticks.</param>
/// <param name="Sequence">Log sequence number; breaks ties of event time.</param>
public readonly record struct DecisionMark(Guid DecisionId, long OccurredAtTicks, long Sequence);
