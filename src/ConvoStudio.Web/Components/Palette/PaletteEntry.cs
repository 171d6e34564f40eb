namespace ConvoStudio.Web.Components.Palette;

/// <summary>Groups of the palette, in the order they are shown.</summary>
public enum PaletteGroup
{
    Recent,
    Found,
    Pages,
    Things,
    Playbooks,
    Do,
}

/// <summary>A line of the palette: leads somewhere, or does something.</summary>
/// <param name="Text">What it is called.</param>
/// <param name="Icon">A constant of <see cref="Common.Icon"/>.</param>
/// <param name="Href">Where it leads; null when it does something.</param>
/// <param name="Note">What kind of thing it is, beside the text; also searched.</param>
/// <param name="Then">Selector of a button that is pressed once the page is there; null for none.</param>
/// <param name="Run">What it does, on the circuit; null when it leads somewhere.</param>
public sealed record PaletteEntry(PaletteGroup Group, string Text, string Icon, string? Href = null, string? Note = null, Func<Task>? Run = null, string? Then = null);
