using ConvoStudio.Application.Configurations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConvoStudio.Application.Compliance;

/// <summary>Lets the parity monitors follow the log, so that a gap is seen when nobody looks.</summary>
public sealed class ParityWorker(ParityWatch watch, IConfigurations configurations, TimeProvider time, ILogger<ParityWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var playbook in configurations.Playbooks)
                    await watch.AdvanceAsync(playbook, stoppingToken);
                await Task.Delay(Every, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "The parity monitors stopped and go on");
                await Task.Delay(Every, time, CancellationToken.None);
            }
        }
    }
}
