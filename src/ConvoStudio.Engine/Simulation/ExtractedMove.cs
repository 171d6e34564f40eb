namespace ConvoStudio.Engine.Simulation;

/// <summary>A move agents make often enough to become an action.</summary>
/// <param name="Key">Its acts joined by '+', in their usual order.</param>
/// <param name="Acts">Acts in the order most turns have them.</param>
/// <param name="Count">Agent turns with exactly these acts.</param>
/// <param name="MappedCount">Agent turns with rarer act sets that are mapped to it.</param>
public sealed record ExtractedMove(string Key, IReadOnlyList<string> Acts, int Count, int MappedCount);
