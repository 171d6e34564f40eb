using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Common;

/// <summary>Hands a text to the browser as a file to keep.</summary>
public sealed class BrowserFile(IJSRuntime js)
{
    public async Task SaveAsync(string name, string text)
    {
        await using var module = await js.InvokeAsync<IJSObjectReference>("import", "./js/board.js");
        await module.InvokeVoidAsync("save", name, text);
    }
}
