using ConvoStudio.Application.Log;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConvoStudio.Application.Compliance;

/// <summary>Lets the watch over rules follow the log.</summary>
public sealed class RuleWatchWorker(RuleWatch watch, IDecisionLog log, TimeProvider time, ILogger<RuleWatchWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                watch.Advance(stoppingToken);
                await Task.Delay(Every, time, stoppingToken);
                await log.WaitForMoreAsync(watch.Sequence, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "The watch over rules stopped and goes on");
                await Task.Delay(Every, time, CancellationToken.None);
            }
        }
    }
}
