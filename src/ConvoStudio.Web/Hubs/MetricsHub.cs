using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Auth;
using Microsoft.AspNetCore.SignalR;

namespace ConvoStudio.Web.Hubs;

/// <summary>Live frames for clients outside the process; one group for each experiment.</summary>
public sealed class MetricsHub(Studio studio, ExperimentService experiments, MetricsConnections connections) : Hub<IMetricsClient>
{
    private const int MaximumKeyLength = 64;

    /// <summary>Sends the newest frame at once and every new one from now on.</summary>
    /// <exception cref="HubException">There is no such experiment.</exception>
    public async Task Watch(string experimentKey)
    {
        if (experimentKey is not { Length: > 0 and <= MaximumKeyLength } || UseCaseRequirement.ActorOf(Context.User!) is not { } actor)
            throw new HubException("There is no such experiment.");
        try
        {
            await experiments.GetAsync(actor, experimentKey, Context.ConnectionAborted);
        }
        catch (NotFoundException exception)
        {
            throw new HubException(exception.Message, exception);
        }

        await Groups.AddToGroupAsync(Context.ConnectionId, experimentKey, Context.ConnectionAborted);
        if (studio.Metrics.Latest(experimentKey) is { } frame)
            await Clients.Caller.Frame(MetricsMessage.Of(frame));
    }

    /// <summary>Sends no more of this experiment.</summary>
    public Task Unwatch(string experimentKey) => Groups.RemoveFromGroupAsync(Context.ConnectionId, experimentKey, Context.ConnectionAborted);

    public override Task OnConnectedAsync()
    {
        connections.Add(Context);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context);
        return base.OnDisconnectedAsync(exception);
    }
}
