using System.Collections.Concurrent;
using ConvoStudio.Application.Jobs;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ConvoStudio.Application.Tests.Jobs;

/// <summary>Several jobs at once on the real worker: nothing here waits for time, only for what the worker tells.</summary>
public sealed class JobQueueTests
{
    [Fact]
    public async Task DifferentThings_RunSideBySide_TheThirdKnowsItsPlaceAndMovesUp()
    {
        await using var studio = await TestStudio.OpenAsync();
        var (a, b, c, d) = (await AddAsync(studio, "a"), await AddAsync(studio, "b"), await AddAsync(studio, "c"), await AddAsync(studio, "d"));
        var handler = new Held();
        using var worker = await StartAsync(studio, handler);
        await handler.RunsAsync(a);
        await handler.RunsAsync(b);
        await HearAsync(studio, () => studio.Get<JobService>().PositionOf(d) == 2);
        Assert.Equal(1, studio.Get<JobService>().PositionOf(c));
        handler.End(b);
        await handler.RunsAsync(c);
        Assert.Equal(1, studio.Get<JobService>().PositionOf(d));
        handler.End(a);
        await handler.RunsAsync(d);
        handler.End(c);
        handler.End(d);
        Assert.Equal(JobState.Done, (await studio.Ended(d)).State);
        Assert.Null(studio.Get<JobService>().PositionOf(d));
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task SameThing_CancelledWhileItWaits_NeverRuns_AndTheNextDoes()
    {
        await using var studio = await TestStudio.OpenAsync();
        var (first, second, third) = (await AddAsync(studio, "a"), await AddAsync(studio, "a"), await AddAsync(studio, "a"));
        var handler = new Held();
        using var worker = await StartAsync(studio, handler);
        await handler.RunsAsync(first);
        await HearAsync(studio, () => studio.Get<JobService>().PositionOf(third) == 2);
        await studio.Get<JobService>().CancelAsync(TestStudio.Analyst, second);
        Assert.Equal(JobState.Cancelled, (await studio.Ended(second)).State);
        await HearAsync(studio, () => studio.Get<JobService>().PositionOf(third) == 1);
        handler.End(first);
        await handler.RunsAsync(third);
        handler.End(third);
        await studio.Ended(third);
        Assert.Equal([first, third], handler.Ran);
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Restart_WhatRanGoesOnFirst_ThenTheQueueInItsOrder()
    {
        await using var studio = await TestStudio.OpenAsync();
        var (first, second, third) = (await AddAsync(studio, "a"), await AddAsync(studio, "a"), await AddAsync(studio, "b"));
        var before = new Held();
        using (var worker = await StartAsync(studio, before))
        {
            await before.RunsAsync(first);
            await before.RunsAsync(third);
            await worker.StopAsync(CancellationToken.None);
        }

        await studio.RestartAsync();
        var after = new Held();
        using var again = await StartAsync(studio, after);
        await after.RunsAsync(first);
        await after.RunsAsync(third);
        await HearAsync(studio, () => studio.Get<JobService>().PositionOf(second) == 1);
        after.End(first);
        await after.RunsAsync(second);
        after.End(second);
        after.End(third);
        await studio.Ended(second);
        await studio.Ended(third);
        await again.StopAsync(CancellationToken.None);
    }

    private static async Task<JobWorker> StartAsync(TestStudio studio, Held handler)
    {
        var worker = new JobWorker(studio.Get<JobService>(), [handler], studio.Time, NullLogger<JobWorker>.Instance);
        await worker.StartAsync(TestContext.Current.CancellationToken);
        return worker;
    }

    private static async Task<Guid> AddAsync(TestStudio studio, string thing)
    {
        await using var db = studio.Db();
        var job = studio.Get<JobService>().Add(db, TestStudio.Analyst, "held", $"Hold {thing}", "{}", thing);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        studio.Time.Advance(TimeSpan.FromSeconds(1));
        return job.Id;
    }

    // What is awaited is told to subscribers, so the question is asked again with each telling.
    private static async Task HearAsync(TestStudio studio, Func<bool> isSo)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = studio.Get<JobService>().Subscribe(_ =>
        {
            if (isSo())
                heard.TrySetResult();
        });
        if (!isSo())
            await heard.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Held : IJobHandler
    {
        private readonly ConcurrentDictionary<Guid, (TaskCompletionSource Runs, TaskCompletionSource Ends)> _jobs = new();
        private readonly ConcurrentQueue<Guid> _ran = new();

        public string Kind => "held";

        public IReadOnlyList<Guid> Ran => [.. _ran];

        public ValueTask<string> LaneAsync(Job job, CancellationToken cancellationToken) => ValueTask.FromResult(job.SubjectKey!);

        public Task RunsAsync(Guid job) => Of(job).Runs.Task.WaitAsync(TestContext.Current.CancellationToken);

        public void End(Guid job) => Of(job).Ends.TrySetResult();

        public async Task<JobResult> RunAsync(Job job, JobReport report, CancellationToken cancellationToken)
        {
            _ran.Enqueue(job.Id);
            Of(job.Id).Runs.TrySetResult();
            await Of(job.Id).Ends.Task.WaitAsync(cancellationToken);
            return new JobResult(null, "Done.");
        }

        public Task<string> CancelledAsync(Job job, CancellationToken cancellationToken) => Task.FromResult("Nothing stays.");

        private (TaskCompletionSource Runs, TaskCompletionSource Ends) Of(Guid job) => _jobs.GetOrAdd(
            job, _ => (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously)));
    }
}
