using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ConvoStudio.Application.Tests.Jobs;

public sealed class JobWorkerTests
{
    [Fact]
    public async Task Run_Reports_StoresAndTellsProgress()
    {
        await using var studio = await TestStudio.OpenAsync();
        var heard = new List<(JobState State, double Progress)>();
        using var subscription = studio.Get<JobService>().Subscribe(job => heard.Add((job.State, job.Progress)));
        using var failing = studio.Get<JobService>().Subscribe(_ => throw new InvalidOperationException("a page that went away"));
        var job = await RunAsync(studio, async (report, _) =>
        {
            await report(new JobProgress(0.25, "a quarter", 10, "turns"));
            // Within the same quarter of a second: neither stored nor told.
            await report(new JobProgress(0.3, "a little more"));
            studio.Time.Advance(TimeSpan.FromSeconds(1));
            await report(new JobProgress(0.5, "half"));
            return new JobResult("made", "All done.");
        });
        Assert.Equal((JobState.Done, 1.0, "made", "All done."), (job.State, job.Progress, job.ResultKey, job.Message));
        Assert.Equal(TestStudio.Start.AddSeconds(1), job.EndedAt);
        Assert.Equal([(JobState.Running, 0.0), (JobState.Running, 0.25), (JobState.Running, 0.5), (JobState.Done, 1.0)], heard);
    }

    [Fact]
    public async Task Run_Throws_FailsWithoutAStackTrace()
    {
        await using var studio = await TestStudio.OpenAsync();
        var told = await RunAsync(studio, (_, _) => throw new JobFailedException("The file is gone."));
        Assert.Equal((JobState.Failed, "The file is gone."), (told.State, told.Error));
        var secret = await RunAsync(studio, (_, _) => throw new InvalidOperationException("internal detail"));
        Assert.Equal(JobState.Failed, secret.State);
        Assert.DoesNotContain("internal detail", secret.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_WhileRunning_AsksTheHandlerWhatStays()
    {
        await using var studio = await TestStudio.OpenAsync();
        var job = await RunAsync(studio, async (_, token) =>
        {
            var id = (await studio.Get<JobService>().ListAsync(TestStudio.Analyst, cancellationToken: token))[0].Id;
            await studio.Get<JobService>().CancelAsync(TestStudio.Analyst, id, CancellationToken.None);
            token.ThrowIfCancellationRequested();
            return new JobResult(null, "not reached");
        });
        Assert.Equal((JobState.Cancelled, "Nothing stays."), (job.State, job.Message));
        Assert.Equal(JobState.Cancelled, (await studio.Get<JobService>().CancelAsync(TestStudio.Analyst, job.Id)).State);
    }

    [Fact]
    public async Task Cancel_BeforeTheWorkerStarts_NeverRunsTheHandler()
    {
        await using var studio = await TestStudio.OpenAsync();
        var ran = false;
        var job = await RunAsync(
            studio, (_, _) =>
            {
                ran = true;
                return Task.FromResult(new JobResult(null, ""));
            },
            id => studio.Get<JobService>().CancelAsync(TestStudio.Analyst, id));
        Assert.Equal((JobState.Cancelled, false), (job.State, ran));
    }

    [Fact]
    public async Task Run_UnknownKind_FailsAndSaysSo()
    {
        await using var studio = await TestStudio.OpenAsync();
        var id = await AddAsync(studio, "from-the-future");
        var job = await studio.RunAsync(id);
        Assert.Contains("from-the-future", job.Error, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotFoundException>(() => studio.Get<JobService>().GetAsync(TestStudio.Analyst, Guid.NewGuid()));
        await Assert.ThrowsAsync<ForbiddenException>(() => studio.Get<JobService>().CancelAsync(Actor.Key(Guid.NewGuid(), "agent", Application.Keys.KeyScopes.Decide), id));
    }

    private static async Task<Guid> AddAsync(TestStudio studio, string kind)
    {
        await using var db = studio.Db();
        var job = studio.Get<JobService>().Add(db, TestStudio.Analyst, kind, "A job", "{}", null);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return job.Id;
    }

    private static async Task<Job> RunAsync(
        TestStudio studio, Func<JobReport, CancellationToken, Task<JobResult>> run, Func<Guid, Task>? before = null)
    {
        var jobs = studio.Get<JobService>();
        var id = await AddAsync(studio, "test");
        if (before is not null)
            await before(id);
        using var worker = new JobWorker(jobs, [new Handler(run)], studio.Time, NullLogger<JobWorker>.Instance);
        var ended = studio.Ended(id);
        await worker.StartAsync(TestContext.Current.CancellationToken);
        var job = await ended;
        await worker.StopAsync(CancellationToken.None);
        return job;
    }

    private sealed class Handler(Func<JobReport, CancellationToken, Task<JobResult>> run) : IJobHandler
    {
        public string Kind => "test";

        public Task<JobResult> RunAsync(Job job, JobReport report, CancellationToken cancellationToken) => run(report, cancellationToken);

        public Task<string> CancelledAsync(Job job, CancellationToken cancellationToken) => Task.FromResult("Nothing stays.");
    }
}
