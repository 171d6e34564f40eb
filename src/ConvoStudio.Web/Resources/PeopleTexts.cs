namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of people, PeopleTexts.resx.</summary>
public sealed class PeopleTexts;
