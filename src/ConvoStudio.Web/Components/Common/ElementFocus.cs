using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.Common;

/// <summary>The focus, where there is somebody to have it.</summary>
public static class ElementFocus
{
    /// <summary>Gives the focus to an element; a browser that went away meanwhile ends the attempt and nothing else.</summary>
    public static async Task TryFocusAsync(this ElementReference element)
    {
        try
        {
            await element.FocusAsync();
        }
        catch (Exception exception) when (BrowserGone.Is(exception))
        {
            // Nobody is there any more.
        }
    }
}
