namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the lists and editors of products, actions and facts, DefinitionTexts.resx.</summary>
public sealed class DefinitionTexts;
