namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the pages about the holdout, HoldoutTexts.resx.</summary>
public sealed class HoldoutTexts;
