using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConvoStudio.Application.Jobs;

/// <summary>Runs queued jobs, one of a kind at a time; takes up again at start what was running when the process ended.</summary>
public sealed class JobWorker(JobService jobs, IEnumerable<IJobHandler> handlers, TimeProvider time, ILogger<JobWorker> logger) : BackgroundService
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(250);
    private readonly Dictionary<string, (IJobHandler Handler, SemaphoreSlim Turn)> _handlers =
        handlers.ToDictionary(h => h.Kind, h => (h, new SemaphoreSlim(1, 1)), StringComparer.Ordinal);

    private readonly ConcurrentDictionary<Guid, Task> _tasks = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var id in await jobs.UnfinishedAsync(stoppingToken))
                jobs.Enqueue(id);
            await foreach (var id in jobs.Queue.ReadAllAsync(stoppingToken))
                Begin(id, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("Stopping; {Count} jobs go on at the next start.", _tasks.Count);
        }

        await Task.WhenAll(_tasks.Values);
    }

    private void Begin(Guid id, CancellationToken stoppingToken)
    {
        // The same job may be queued twice (at start and by a request): one run at a time.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_tasks.TryAdd(id, started.Task))
            return;
        _ = Task.Run(
            async () =>
            {
                try
                {
                    await RunAsync(id, stoppingToken);
                }
                catch (Exception exception)
                {
                    logger.LogError(exception, "Job {Job} could not be run; it goes on at the next start.", id);
                }
                finally
                {
                    _tasks.TryRemove(id, out _);
                    started.SetResult();
                }
            },
            CancellationToken.None);
    }

    private async Task RunAsync(Guid id, CancellationToken stoppingToken)
    {
        var job = await jobs.FindAsync(id, stoppingToken);
        if (job.HasEnded)
            return;
        if (!_handlers.TryGetValue(job.Kind, out var known))
        {
            await jobs.UpdateAsync(id, j => !j.HasEnded, j => j.Fail($"This version cannot run jobs of the kind {job.Kind}.", time.GetUtcNow()), stoppingToken);
            return;
        }

        using var source = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        jobs.Running(id, source);
        try
        {
            await RunAsync(id, known.Handler, known.Turn, source, stoppingToken);
        }
        finally
        {
            jobs.Ended(id);
        }
    }

    private async Task RunAsync(Guid id, IJobHandler handler, SemaphoreSlim turn, CancellationTokenSource source, CancellationToken stoppingToken)
    {
        var holdsTurn = false;
        var job = await jobs.FindAsync(id, stoppingToken);
        try
        {
            if (job.CancelRequested)
                await source.CancelAsync();
            await turn.WaitAsync(source.Token);
            holdsTurn = true;
            job = await jobs.UpdateAsync(id, j => !j.HasEnded, j => j.Start(time.GetUtcNow()), source.Token);
            var result = await handler.RunAsync(job, Reporter(id), source.Token);
            await jobs.UpdateAsync(id, j => !j.HasEnded, j => j.Finish(result.ResultKey, result.Message, time.GetUtcNow()), CancellationToken.None);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogInformation("Job {Title} goes on at the next start.", job.Title);
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            var stays = await handler.CancelledAsync(job, CancellationToken.None);
            await jobs.UpdateAsync(id, j => !j.HasEnded, j => j.Cancel(stays, time.GetUtcNow()), CancellationToken.None);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Job {Title} failed.", job.Title);
            var text = exception is JobFailedException ? exception.Message : "Something went wrong inside the studio; the log of the server has the details. What was stored before stays.";
            await jobs.UpdateAsync(id, j => !j.HasEnded, j => j.Fail(text, time.GetUtcNow()), CancellationToken.None);
        }
        finally
        {
            if (holdsTurn)
                turn.Release();
        }
    }

    private JobReport Reporter(Guid id)
    {
        var last = long.MinValue;
        return async progress =>
        {
            var now = time.GetTimestamp();
            if (last != long.MinValue && time.GetElapsedTime(last, now) < ReportInterval)
                return;
            last = now;
            await jobs.UpdateAsync(id, j => j.State == JobState.Running, j => j.Report(progress), CancellationToken.None);
        };
    }
}
