using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Layout;

/// <summary>The theme of this browser window; switching it needs no round trip and no new render.</summary>
public sealed class ThemeState(IJSRuntime js)
{
    public string? Mode { get; private set; }

    public event EventHandler? Changed;

    /// <summary>Reads the browser's choice; call after the first render.</summary>
    public async Task LoadAsync()
    {
        if (Mode is not null) return;
        Mode = await js.InvokeAsync<string>("convoTheme.mode");
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public async Task SetAsync(string mode)
    {
        Mode = await js.InvokeAsync<string>("convoTheme.set", mode);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>From what is shown now to the other one.</summary>
    public async Task ToggleAsync()
    {
        Mode = await js.InvokeAsync<string>("convoTheme.toggle");
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
