namespace ConvoStudio.Engine.Utterances;

/// <summary>A place of a template that is filled when it is said.</summary>
/// <param name="Name">product.name, product.price, product.cashback, fact.city.</param>
/// <param name="Alternative">Said instead when the value is not known; null when there is none.</param>
/// <param name="Position">Where its brace opens, counted from 0.</param>
public sealed record UtterancePlaceholder(string Name, string? Alternative, int Position);

/// <summary>What is wrong with a template.</summary>
/// <param name="Position">Character it begins at, counted from 0.</param>
/// <param name="Message">For a person.</param>
public sealed record UtteranceProblem(int Position, string Message);

/// <summary>What came of saying a template.</summary>
/// <param name="Text">The words, or null when a value was missing: half a sentence is never said.</param>
/// <param name="Missing">Name of the first placeholder without a value.</param>
public readonly record struct SpokenUtterance(string? Text, string? Missing);
