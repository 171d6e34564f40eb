using ConvoStudio.Application.People;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConvoStudio.Application.Retention;

/// <summary>Applies the periods once a day. Asks every hour, so that a studio that is started every morning tidies up too.</summary>
public sealed class RetentionWorker(RetentionService retention, TimeProvider time, ILogger<RetentionWorker> logger) : BackgroundService
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan ApplyEvery = TimeSpan.FromHours(24);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(AskEvery, time);
        while (await NextAsync(timer, stoppingToken))
        {
            try
            {
                if (await retention.IsDueAsync(ApplyEvery, stoppingToken))
                    await retention.StartAsync(Actor.System, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogWarning(exception, "Tidying up could not be started; the next try is in an hour.");
            }
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
