namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the palette and the keys, PaletteTexts.resx.</summary>
public sealed class PaletteTexts;
