namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>All that a learner is, for saving and loading.</summary>
internal sealed record LeastSquaresState(
    FeatureChooser Chooser, IReadOnlyList<ActionState> Actions, List<OpeningDecision>? Opening, SlotProfile[] Slots, FeatureBasis Basis, RecursiveBlock? Shared,
    long LearntCount, IReadOnlyList<DriftAlarm> Alarms);
