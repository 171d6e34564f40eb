namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the pages about facts, FactTexts.resx.</summary>
public sealed class FactTexts;
