namespace ConvoStudio.Engine.Numerics;

/// <summary>When a fit ends.</summary>
/// <param name="MaxIterations">Most iterations; 1 or more.</param>
/// <param name="Tolerance">It ends when no component of the gradient, divided by the number of rows, is larger.</param>
internal sealed record SoftmaxFitOptions(int MaxIterations = 200, double Tolerance = 1e-6);
