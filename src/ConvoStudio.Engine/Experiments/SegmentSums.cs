namespace ConvoStudio.Engine.Experiments;

/// <summary>One segment of an experiment.</summary>
/// <param name="Control">Sums of control's units in it.</param>
/// <param name="Treatment">Sums of the treatment's.</param>
public readonly record struct SegmentSums(MeanSums Control, MeanSums Treatment);
