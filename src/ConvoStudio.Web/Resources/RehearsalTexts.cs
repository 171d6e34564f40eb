namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the pages about rehearsals, RehearsalTexts.resx.</summary>
public sealed class RehearsalTexts;
