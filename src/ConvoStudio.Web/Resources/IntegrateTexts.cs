namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the page about connecting agents, IntegrateTexts.resx.</summary>
public sealed class IntegrateTexts;
