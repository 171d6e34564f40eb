using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConvoStudio.Application.Studios;

/// <summary>Keeps the live studio moving: learns, ticks the metrics, writes endings. A fault in one of the three is logged and that one starts again.</summary>
public sealed class StudioWorker(Studio studio, TimeProvider time, ILogger<StudioWorker> logger) : BackgroundService
{
    private static readonly TimeSpan EndingsEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        KeepAsync("learner", token => studio.Learner.RunAsync(time, token), stoppingToken),
        KeepAsync("metrics", token => studio.Metrics.RunAsync(time, token), stoppingToken),
        KeepAsync("endings", EndAsync, stoppingToken));

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(EndingsEvery, time);
        do
            await studio.Endings.AdvanceAsync(cancellationToken);
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task KeepAsync(string part, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await run(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "The {Part} worker stopped and starts again", part);
                await Task.Delay(RestartAfter, time, CancellationToken.None);
            }
        }
    }
}
