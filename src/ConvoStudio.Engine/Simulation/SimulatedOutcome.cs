namespace ConvoStudio.Engine.Simulation;

/// <summary>How a simulated conversation ended.</summary>
/// <param name="Converted">Whether the customer converted.</param>
/// <param name="Value">Value of the conversion; null without one, or when the samples have no values.</param>
public sealed record SimulatedOutcome(bool Converted, double? Value);
