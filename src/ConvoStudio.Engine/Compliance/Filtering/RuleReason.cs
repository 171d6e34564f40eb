namespace ConvoStudio.Engine.Compliance.Filtering;

/// <summary>Why an action is not eligible.</summary>
/// <param name="Rule">Key of the rule.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sentence">Why, in words that anyone may see: nothing in it tells a protected fact or its limit.</param>
public sealed record RuleReason(string Rule, int Version, string Sentence);
