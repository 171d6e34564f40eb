using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.LiveMetrics;

/// <summary>A part of a board: follows the state and shows each change by itself. A slow browser gets fewer changes, never a queue of them.</summary>
public abstract class BoardPart : ComponentBase, IDisposable
{
    private BoardState? _followed;
    private int _queued;
    private bool _disposed;

    [Parameter, EditorRequired] public required BoardState State { get; set; }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_followed, State)) return;
        Unfollow();
        _followed = State;
        State.Changed += OnChanged;
    }

    /// <summary>The state changed; default: render.</summary>
    protected virtual Task ShowAsync()
    {
        StateHasChanged();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _disposed = true;
        Unfollow();
    }

    private void OnChanged(object? sender, EventArgs args) => ShowSoon();

    /// <summary>Shows the state in the part's next turn, from whatever thread.</summary>
    protected void ShowSoon()
    {
        if (Interlocked.Exchange(ref _queued, 1) == 0) _ = InvokeAsync(TakeTurnAsync);
    }

    private async Task TakeTurnAsync()
    {
        Volatile.Write(ref _queued, 0);
        if (_disposed) return;
        try
        {
            await ShowAsync();
        }
        catch (Exception exception)
        {
            // Nobody awaits a frame; without this the part would stand still in silence.
            await DispatchExceptionAsync(exception);
        }
    }

    private void Unfollow()
    {
        if (_followed is not null) _followed.Changed -= OnChanged;
        _followed = null;
    }
}
