using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>Lets the traffic sums follow the log; once a second is often enough for a day's figures.</summary>
public sealed class TrafficWorker(TrafficFold traffic, TimeProvider time, ILogger<TrafficWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                traffic.Advance(stoppingToken);
                await Task.Delay(Every, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "The day's figures could not be counted and are tried again");
                await Task.Delay(Every, time, CancellationToken.None);
            }
        }
    }
}
