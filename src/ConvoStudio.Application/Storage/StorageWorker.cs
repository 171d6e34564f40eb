using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConvoStudio.Application.Storage;

/// <summary>Measures soon after the start and then once an hour.</summary>
public sealed class StorageWorker(StorageMeter meter, TimeProvider time, ILogger<StorageWorker> logger) : BackgroundService
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(AfterStart, time, stoppingToken);
            while (true)
            {
                await MeasureAsync(stoppingToken);
                await Task.Delay(Every, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("Measuring ends with the studio.");
        }
    }

    private async Task MeasureAsync(CancellationToken stoppingToken)
    {
        try
        {
            await meter.MeasureAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogWarning(exception, "Storage could not be measured; the next try is in an hour.");
        }
    }
}
