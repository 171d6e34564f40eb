namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the pages about imports, ImportTexts.resx.</summary>
public sealed class ImportTexts;
