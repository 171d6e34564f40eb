using System.Collections.Concurrent;
using ConvoStudio.Application.Keys;
using ConvoStudio.Web.Auth;
using Microsoft.AspNetCore.SignalR;

namespace ConvoStudio.Web.Hubs;

/// <summary>Connections that were opened with a key, so that revoking the key ends them too.</summary>
public sealed class MetricsConnections(ApiKeyService keys)
{
    private readonly ConcurrentDictionary<string, (HubCallerContext Context, string Key)> _open = new(StringComparer.Ordinal);

    public void Add(HubCallerContext context)
    {
        if (context.GetHttpContext() is { } http && ApiKeyIdentity.ActorOf(context.User!) is not null && ApiKeyHandler.Presented(http.Request) is { } key)
            _open[context.ConnectionId] = (context, key);
    }

    public void Remove(HubCallerContext context) => _open.TryRemove(context.ConnectionId, out _);

    /// <summary>Ends every connection whose key is no longer valid.</summary>
    public async Task EndRevokedAsync(CancellationToken cancellationToken)
    {
        foreach (var (context, key) in _open.Values)
        {
            if (await keys.VerifyAsync(key, cancellationToken) is null)
                context.Abort();
        }
    }
}
