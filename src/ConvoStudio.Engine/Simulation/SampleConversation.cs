using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Simulation;

/// <summary>A recorded conversation with its outcome: what customers are fitted to.</summary>
/// <param name="Facts">What was known; a key that is absent is unknown.</param>
/// <param name="Turns">Turns in their order.</param>
/// <param name="Converted">The customer did what was hoped for.</param>
/// <param name="Value">Its value, or null when there is none.</param>
/// <param name="ExternalId">Name of the conversation where it comes from, or null.</param>
public sealed record SampleConversation(
    IReadOnlyDictionary<string, FactValue> Facts, IReadOnlyList<SampleTurn> Turns, bool Converted, double? Value = null, string? ExternalId = null);
