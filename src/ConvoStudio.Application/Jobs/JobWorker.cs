using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConvoStudio.Application.Jobs;

/// <summary>Runs queued jobs side by side where they touch different things, see <see cref="JobLanes"/>; takes up again at start what was running when the process ended.</summary>
public sealed class JobWorker(JobService jobs, IEnumerable<IJobHandler> handlers, TimeProvider time, ILogger<JobWorker> logger) : BackgroundService
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(250);
    private readonly Dictionary<string, IJobHandler> _handlers = handlers.ToDictionary(h => h.Kind, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<Guid, Task> _tasks = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var id in await jobs.UnfinishedAsync(stoppingToken))
                jobs.Enqueue(id);
            await foreach (var id in jobs.Queue.ReadAllAsync(stoppingToken))
                await BeginAsync(id, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("Stopping; {Count} jobs go on at the next start.", _tasks.Count);
        }

        await Task.WhenAll(_tasks.Values);
    }

    // One after the other, so that jobs join their lanes in the order in which they came.
    private async Task BeginAsync(Guid id, CancellationToken stoppingToken)
    {
        // The same job may be queued twice (at start and by a request): one run at a time.
        if (_tasks.ContainsKey(id))
            return;
        try
        {
            var job = await jobs.FindAsync(id, stoppingToken);
            if (job.HasEnded)
                return;
            if (!_handlers.TryGetValue(job.Kind, out var handler))
            {
                await jobs.UpdateAsync(id, j => !j.HasEnded, j => j.Fail($"This version cannot run jobs of the kind {job.Kind}.", time.GetUtcNow()), stoppingToken);
                return;
            }

            var place = jobs.Lanes.Join(id, job.Kind, await LaneAsync(handler, job, stoppingToken));
            var source = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            jobs.Running(id, source);
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _tasks[id] = ended.Task;
            _ = Task.Run(() => RunAsync(job, handler, place, source, ended, stoppingToken), CancellationToken.None);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogError(exception, "Job {Job} could not be begun; it is tried again at the next start.", id);
        }
    }

    // A job whose thing is gone fails when it runs, with its own words; until then it stands with the others of its kind.
    private async Task<string> LaneAsync(IJobHandler handler, Job job, CancellationToken stoppingToken)
    {
        try
        {
            return await handler.LaneAsync(job, stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "It is not known what job {Title} touches.", job.Title);
            return job.Kind;
        }
    }

    private async Task RunAsync(Job job, IJobHandler handler, JobLanes.Place place, CancellationTokenSource source, TaskCompletionSource ended, CancellationToken stoppingToken)
    {
        try
        {
            if (!place.MayRun)
                await jobs.TellWaitingAsync(job.Kind);
            using (place)
                await RunInTurnAsync(job.Id, handler, place, source, stoppingToken);
            if (!stoppingToken.IsCancellationRequested)
                await jobs.TellWaitingAsync(job.Kind);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Job {Job} could not be run; it goes on at the next start.", job.Id);
        }
        finally
        {
            jobs.Ended(job.Id);
            source.Dispose();
            _tasks.TryRemove(job.Id, out _);
            ended.SetResult();
        }
    }

    private async Task RunInTurnAsync(Guid id, IJobHandler handler, JobLanes.Place place, CancellationTokenSource source, CancellationToken stoppingToken)
    {
        // Read again: it may have been cancelled before its source was known.
        var job = await jobs.FindAsync(id, stoppingToken);
        try
        {
            if (job.CancelRequested)
                await source.CancelAsync();
            await place.TurnAsync(source.Token);
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
