namespace ConvoStudio.Engine.Contexts;

/// <summary>A move the agent may make: one or more acts in order, optionally bound to a product.</summary>
/// <param name="Number">Stable number within the playbook; never reused, so what was learnt on it stays.</param>
/// <param name="Key">Stable key.</param>
/// <param name="Acts">Acts in order, at least one.</param>
/// <param name="Product">Product key, or null.</param>
/// <param name="Stage">Stage of the talk, or null.</param>
/// <param name="Utterance">Words to say in the playbook's first locale, or null.</param>
/// <param name="Archived">No longer offered.</param>
public sealed record TalkTrackAction(
    int Number, string Key, IReadOnlyList<string> Acts, string? Product = null, string? Stage = null, string? Utterance = null, bool Archived = false);
