using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Common;

/// <summary>One call into a script of ours. A browser that goes away meanwhile ends the call and nothing else.</summary>
public static class BrowserModule
{
    /// <param name="module">Address of the script.</param>
    public static async Task CallAsync(this IJSRuntime js, string module, string function, params object?[] arguments)
    {
        try
        {
            await using var script = await js.InvokeAsync<IJSObjectReference>("import", module);
            await script.InvokeVoidAsync(function, arguments);
        }
        catch (Exception exception) when (BrowserGone.Is(exception))
        {
            // Nobody is there any more.
        }
    }

    /// <summary>The same for a text.</summary>
    /// <returns>Null also where nobody answers any more.</returns>
    public static async Task<string?> AskAsync(this IJSRuntime js, string module, string function, params object?[] arguments)
    {
        try
        {
            await using var script = await js.InvokeAsync<IJSObjectReference>("import", module);
            return await script.InvokeAsync<string?>(function, arguments);
        }
        catch (Exception exception) when (BrowserGone.Is(exception))
        {
            return null;
        }
    }
}
