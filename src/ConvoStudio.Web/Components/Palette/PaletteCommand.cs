using ConvoStudio.Application.People;
using ConvoStudio.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.Palette;

/// <summary>A command that opens a page; offered to those who may open it.</summary>
/// <param name="TextKey">Key in the resources; a text that is no key is shown as it is.</param>
/// <param name="Then">Selector of a button that is pressed once the page is there; null for none.</param>
/// <param name="Needs">What the button needs beyond opening the page; null for nothing.</param>
public sealed record PaletteCommand(string TextKey, string Icon, PageAccess Page, string? Then = null, UseCase? Needs = null)
{
    public static PaletteCommand For<TPage>(string textKey, string icon, string? then = null, UseCase? needs = null) where TPage : IComponent =>
        new(textKey, icon, PageAccess.Of<TPage>(), then, needs);
}
