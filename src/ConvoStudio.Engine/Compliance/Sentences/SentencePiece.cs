namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>A piece of a canonical sentence: words, or a slot.</summary>
/// <param name="Text">The characters; empty for a slot that the sentence leaves out or that nobody filled yet.</param>
/// <param name="Slot">The slot, or null for words.</param>
/// <param name="Clause">It belongs to where, when, why and what follows, which any sentence may end with.</param>
public sealed record SentencePiece(string Text, RuleSlot? Slot, bool Clause);
