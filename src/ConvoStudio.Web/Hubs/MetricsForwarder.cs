using System.Threading.Channels;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Studios;
using Microsoft.AspNetCore.SignalR;

namespace ConvoStudio.Web.Hubs;

/// <summary>Hands each frame of the live studio to the group of its experiment. One subscription, however many clients.</summary>
internal sealed class MetricsForwarder(
    Studio studio, IHubContext<MetricsHub, IMetricsClient> hub, MetricsConnections connections, TimeProvider time, ILogger<MetricsForwarder> logger) : BackgroundService
{
    private static readonly TimeSpan SlowClient = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CheckKeysEvery = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ForwardAsync(stoppingToken), CheckKeysAsync(stoppingToken));

    private async Task ForwardAsync(CancellationToken stoppingToken)
    {
        // A newer frame makes an older one worthless, so a backlog loses its oldest.
        var frames = Channel.CreateBounded<MetricsFrame>(new BoundedChannelOptions(256) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });
        using var subscription = studio.Metrics.Subscribe(null, frame => frames.Writer.TryWrite(frame));
        try
        {
            await foreach (var frame in frames.Reader.ReadAllAsync(stoppingToken))
                await SendAsync(frame, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("No more frames are forwarded.");
        }
    }

    private async Task SendAsync(MetricsFrame frame, CancellationToken stoppingToken)
    {
        try
        {
            // The others of the group have it already when one client's connection is full.
            await hub.Clients.Group(frame.Experiment).Frame(MetricsMessage.Of(frame)).WaitAsync(SlowClient, time, stoppingToken);
        }
        catch (TimeoutException)
        {
            logger.LogWarning("A client that watches {Experiment} does not read its frames.", frame.Experiment);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogWarning(exception, "A frame of {Experiment} could not be forwarded.", frame.Experiment);
        }
    }

    private async Task CheckKeysAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckKeysEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await connections.EndRevokedAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("No more keys are checked.");
        }
    }
}
