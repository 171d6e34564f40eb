using Microsoft.AspNetCore.Components.Server.Circuits;

namespace ConvoStudio.Web.Components.Common;

/// <summary>
/// The connection between a page and its browser. Renders that a browser missed are sent again when it is back; calls into its scripts are not, and no answer ever comes.
/// This says when to stop waiting for one, and when to call again.
/// </summary>
public sealed class LiveConnection : CircuitHandler, IDisposable
{
    private volatile CancellationTokenSource _lost = new();

    /// <summary>Cancelled when the connection is lost; the next one has another.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>The browser is back. Raised on any thread.</summary>
    public event EventHandler? Restored;

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => _lost.CancelAsync();

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        // The first connection of a page restores nothing.
        if (!_lost.IsCancellationRequested) return Task.CompletedTask;
        // The one before is not disposed: another thread may be asking it for its token, and it holds nothing.
        _lost = new CancellationTokenSource();
        Restored?.Invoke(this, EventArgs.Empty);
        return Task.CompletedTask;
    }

    public void Dispose() => _lost.Dispose();
}
