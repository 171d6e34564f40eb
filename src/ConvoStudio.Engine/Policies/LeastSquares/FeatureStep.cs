namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>A feature that is there when a slot has reached a value; several of one slot follow a curve that is no line.</summary>
/// <param name="Slot">Slot number.</param>
/// <param name="Cut">Smallest value that counts, in the slot's own unit.</param>
internal readonly record struct FeatureStep(int Slot, double Cut);
