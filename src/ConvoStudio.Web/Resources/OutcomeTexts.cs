namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the pages about late outcomes, OutcomeTexts.resx.</summary>
public sealed class OutcomeTexts;
