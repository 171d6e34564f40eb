using ConvoStudio.Application.LiveMetrics;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.Home;

/// <summary>A part of the home page that follows the live traffic by itself; the page around it is not rendered. A slow browser gets fewer changes, never a queue of them.</summary>
public abstract class LiveTraffic : ComponentBase, IDisposable
{
    private IDisposable? _subscription;
    private int _queued;
    private bool _disposed;

    [Inject] public required TrafficFold Traffic { get; init; }

    /// <summary>Key of the playbook.</summary>
    [Parameter, EditorRequired] public string Playbook { get; set; } = "";

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive) _subscription = Traffic.Subscribe(OnCounted);
    }

    protected override void OnParametersSet() => Look();

    /// <summary>Reads the sums.</summary>
    protected abstract void Look();

    private void OnCounted()
    {
        if (Interlocked.Exchange(ref _queued, 1) == 0) _ = InvokeAsync(TakeTurnAsync);
    }

    private async Task TakeTurnAsync()
    {
        Volatile.Write(ref _queued, 0);
        if (_disposed) return;
        try
        {
            Look();
            StateHasChanged();
        }
        catch (Exception exception)
        {
            // Nobody awaits a count; without this the part would stand still in silence.
            await DispatchExceptionAsync(exception);
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _disposed = true;
        _subscription?.Dispose();
    }
}
