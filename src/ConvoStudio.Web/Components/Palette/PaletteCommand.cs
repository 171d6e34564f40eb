using ConvoStudio.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.Palette;

/// <summary>A command that opens a page; offered to those who may open it.</summary>
/// <param name="TextKey">Key in the resources; a text that is no key is shown as it is.</param>
public sealed record PaletteCommand(string TextKey, string Icon, PageAccess Page)
{
    public static PaletteCommand For<TPage>(string textKey, string icon) where TPage : IComponent => new(textKey, icon, PageAccess.Of<TPage>());
}
