namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of keys, KeyTexts.resx.</summary>
public sealed class KeyTexts;
