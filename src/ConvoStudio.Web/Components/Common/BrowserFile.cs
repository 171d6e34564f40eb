using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Common;

/// <summary>Hands a text to the browser as a file to keep.</summary>
public sealed class BrowserFile(IJSRuntime js)
{
    public Task SaveAsync(string name, string text) => js.CallAsync("./js/board.js", "save", name, text);
}
