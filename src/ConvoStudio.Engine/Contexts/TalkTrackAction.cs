using System.Text.Json.Serialization;

namespace ConvoStudio.Engine.Contexts;

/// <summary>A move the agent may make: one or more acts in order, optionally bound to a product.</summary>
/// <param name="Number">Stable number within the playbook; never reused, so what was learnt on it stays.</param>
/// <param name="Key">Stable key.</param>
/// <param name="Acts">Acts in order, at least one.</param>
/// <param name="Product">Product key, or null.</param>
/// <param name="Stage">Stage of the talk, or null.</param>
/// <param name="Utterance">Template of the words to say in the playbook's first locale, or null.</param>
/// <param name="Archived">No longer offered.</param>
/// <param name="Utterances">Templates in the other locales by language tag; null when there are none.</param>
/// <param name="Note">A hint for the agent that is not said; null when there is none.</param>
public sealed record TalkTrackAction(
    int Number, string Key, IReadOnlyList<string> Acts, string? Product = null, string? Stage = null, string? Utterance = null, bool Archived = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Utterances = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note = null);
