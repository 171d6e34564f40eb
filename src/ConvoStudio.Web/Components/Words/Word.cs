namespace ConvoStudio.Web.Components.Words;

/// <summary>A word of the field as the console uses it.</summary>
/// <param name="Slug">Address of its page: lower case and dashes.</param>
/// <param name="Sentence">One sentence a sales manager understands.</param>
/// <param name="Formula">How the number is made, when it is one.</param>
public sealed record Word(string Slug, string Term, string Sentence, string? Formula = null);
