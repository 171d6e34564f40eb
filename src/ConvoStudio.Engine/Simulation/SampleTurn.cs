using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Simulation;

/// <summary>A turn of a recorded conversation.</summary>
/// <param name="Speaker">Who said it.</param>
/// <param name="Acts">Acts in their order; empty for an unlabelled turn.</param>
/// <param name="Sentiment">Mood in [-1, 1], or null when not known.</param>
public sealed record SampleTurn(Speaker Speaker, IReadOnlyList<string> Acts, double? Sentiment = null);
