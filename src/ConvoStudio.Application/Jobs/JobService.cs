using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ConvoStudio.Application.Jobs;

/// <summary>Jobs: queue, list, cancel, and hear of progress without asking again and again.</summary>
public sealed class JobService(IDbContextFactory<StudioDbContext> contexts, TimeProvider time, ILogger<JobService> logger)
{
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _running = new();
    private ImmutableList<Action<Job>> _subscribers = [];
    private readonly Channel<Guid> _queue = Channel.CreateUnbounded<Guid>();

    /// <summary>Calls back after each stored change of any job, on a thread of the job. A subscriber returns at once (a page hands it to its own dispatcher).</summary>
    /// <returns>Dispose it to hear no more.</returns>
    public IDisposable Subscribe(Action<Job> changed)
    {
        ImmutableInterlocked.Update(ref _subscribers, (all, added) => all.Add(added), changed);
        return new Subscription(() => ImmutableInterlocked.Update(ref _subscribers, (all, gone) => all.Remove(gone), changed));
    }

    internal ChannelReader<Guid> Queue => _queue.Reader;

    internal JobLanes Lanes { get; } = new();

    /// <summary>Place of a waiting job among those of its kind, 1 for the next; null when it runs or has ended. Subscribers hear of a waiting job whenever it moves up.</summary>
    public int? PositionOf(Guid id) => Lanes.PositionOf(id);

    public async Task<Job> GetAsync(IActor actor, Guid id, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadJobs);
        return await FindAsync(id, cancellationToken);
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Job>> ListAsync(IActor actor, int skip = 0, int take = 50, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadJobs);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Jobs.AsNoTracking().OrderByDescending(j => j.CreatedAt).ThenBy(j => j.Id)
            .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 500)).ToListAsync(cancellationToken);
    }

    /// <summary>Asks a job to stop. It ends soon, not at once; cancelling one that has ended changes nothing.</summary>
    public async Task<Job> CancelAsync(IActor actor, Guid id, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadJobs);
        var job = await UpdateAsync(id, j => !j.HasEnded, j => j.RequestCancel(), cancellationToken);
        if (_running.TryGetValue(id, out var source))
            await source.CancelAsync();
        else if (!job.HasEnded)
            Enqueue(id);
        return job;
    }

    /// <summary>Adds a queued job to the caller's transaction; call <see cref="Enqueue"/> after its commit.</summary>
    public Job Add(StudioDbContext db, IActor actor, string kind, string title, string input, string? subject)
    {
        var now = time.GetUtcNow();
        var job = Job.Create(Guid.CreateVersion7(now), kind, title, input, subject, actor.Name, now);
        db.Jobs.Add(job);
        return job;
    }

    public void Enqueue(Guid id) => _queue.Writer.TryWrite(id);

    internal async Task<Job> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, cancellationToken) ?? throw new NotFoundException("job", id.ToString());
    }

    /// <summary>What ran before a restart first, then in the order of the queue.</summary>
    internal async Task<IReadOnlyList<Guid>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Jobs.Where(j => j.State == JobState.Queued || j.State == JobState.Running)
            .OrderBy(j => j.State == JobState.Queued).ThenBy(j => j.CreatedAt).ThenBy(j => j.Id).Select(j => j.Id).ToListAsync(cancellationToken);
    }

    internal async Task TellWaitingAsync(string kind)
    {
        foreach (var id in Lanes.Waiting(kind))
            Tell(await FindAsync(id, CancellationToken.None));
    }

    internal async Task<Job> UpdateAsync(Guid id, Func<Job, bool> when, Action<Job> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var job = await db.Jobs.SingleOrDefaultAsync(j => j.Id == id, cancellationToken) ?? throw new NotFoundException("job", id.ToString());
        if (!when(job))
            return job;
        change(job);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Tell(job);
        return job;
    }

    /// <remarks>A page that went away while it was told must not end the job.</remarks>
    private void Tell(Job job)
    {
        foreach (var subscriber in _subscribers)
        {
            try
            {
                subscriber(job);
            }
            catch (Exception exception)
            {
                logger.LogWarning(exception, "A subscriber of job {Job} failed.", job.Id);
            }
        }
    }

    internal void Running(Guid id, CancellationTokenSource source) => _running[id] = source;

    internal void Ended(Guid id) => _running.TryRemove(id, out _);

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
