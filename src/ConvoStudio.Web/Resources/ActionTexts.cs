namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the pages about actions, ActionTexts.resx.</summary>
public sealed class ActionTexts;
