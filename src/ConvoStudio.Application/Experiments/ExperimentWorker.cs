using ConvoStudio.Application.Studios;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConvoStudio.Application.Experiments;

/// <summary>Once a second: shares of bandit experiments, then guardrails.</summary>
public sealed class ExperimentWorker(Studio studio, GuardrailActions guardrails, TimeProvider time, ILogger<ExperimentWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
                await AdvanceAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task AdvanceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await guardrails.AdvanceAsync(cancellationToken);
            await studio.Reallocator.AdvanceAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogError(exception, "An experiment could not be steered and is looked at again");
        }
    }
}
