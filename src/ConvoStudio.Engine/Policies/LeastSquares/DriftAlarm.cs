namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Rewards of an action were found to have changed, and history was discounted.</summary>
/// <param name="LearntCount">Decisions learnt then.</param>
/// <param name="Action">Action whose residuals raised it.</param>
public readonly record struct DriftAlarm(long LearntCount, int Action);
