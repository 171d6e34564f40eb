using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConvoStudio.Application.ConversationLists;

/// <summary>Keeps the index of the live log near its end, in small portions: decisions come first. A list folds what is still missing when somebody looks.</summary>
public sealed class ConversationIndexWorker(ConversationIndexes indexes, TimeProvider time, ILogger<ConversationIndexWorker> logger) : BackgroundService
{
    private const int Portion = 20_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await AdvanceAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task AdvanceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await indexes.Live.AdvanceAsync(Portion, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogError(exception, "The list of conversations could not be brought up to date; it is tried again");
        }
    }
}
