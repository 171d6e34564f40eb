namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>A feature that is the product of two slots; the square of one where both are the same.</summary>
/// <param name="First">Slot number.</param>
/// <param name="Second">Slot number, not below <paramref name="First"/>.</param>
internal readonly record struct FeaturePair(int First, int Second);
