using ConvoStudio.Web.Components.Common;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Layout;

/// <summary>The theme of this browser window; switching it needs no round trip and no new render.</summary>
public sealed class ThemeState(IJSRuntime js)
{
    public string? Mode { get; private set; }

    public event EventHandler? Changed;

    /// <summary>Reads the browser's choice; call after the first render.</summary>
    public Task LoadAsync() => Mode is null ? AskAsync("convoTheme.mode") : Task.CompletedTask;

    public Task SetAsync(string mode) => AskAsync("convoTheme.set", mode);

    /// <summary>From what is shown now to the other one.</summary>
    public Task ToggleAsync() => AskAsync("convoTheme.toggle");

    private async Task AskAsync(string function, params object?[] arguments)
    {
        try
        {
            Mode = await js.InvokeAsync<string>(function, arguments);
        }
        catch (Exception exception) when (BrowserGone.Is(exception))
        {
            // The window keeps its theme; what it is will be asked again.
            return;
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }
}
