namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the home page, HomeTexts.resx.</summary>
public sealed class HomeTexts;
