using ConvoStudio.Application.People;
using ConvoStudio.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.Palette;

/// <summary>Two keys in a row that open a page, for those who may open it.</summary>
/// <param name="Keys">Lower case, one space: "g e".</param>
/// <param name="TextKey">Key in the resources; a text that is no key is shown as it is.</param>
/// <param name="Then">Selector of a button that is pressed once the page is there; null for none.</param>
/// <param name="Needs">What the button needs beyond opening the page; null for nothing.</param>
public sealed record KeyBinding(string Keys, string TextKey, PageAccess Page, string? Then = null, UseCase? Needs = null)
{
    public static KeyBinding For<TPage>(string keys, string textKey, string? then = null, UseCase? needs = null) where TPage : IComponent =>
        new(keys, textKey, PageAccess.Of<TPage>(), then, needs);
}
