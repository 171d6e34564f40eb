using System.Collections.Immutable;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Notifications;

/// <summary>What each person has read of their notifications; every window of theirs hears of it.</summary>
public sealed class ReadMarkService(IDbContextFactory<StudioDbContext> contexts)
{
    private ImmutableList<Action<string>> _subscribers = [];

    /// <summary>Calls back with a person's id when what they have read changed. A subscriber returns at once.</summary>
    /// <returns>Dispose it to hear no more.</returns>
    public IDisposable Subscribe(Action<string> changed)
    {
        ImmutableInterlocked.Update(ref _subscribers, (all, added) => all.Add(added), changed);
        return new Subscription(() => ImmutableInterlocked.Update(ref _subscribers, (all, gone) => all.Remove(gone), changed));
    }

    /// <summary>A person who has read nothing yet has an empty mark.</summary>
    public async Task<ReadMark> GetAsync(IActor actor, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.EditOwnAccount);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReadMarks.AsNoTracking().SingleOrDefaultAsync(m => m.PersonId == actor.Id, cancellationToken) ?? ReadMark.Create(actor.Id);
    }

    /// <summary>One is read.</summary>
    public Task<ReadMark> ReadAsync(IActor actor, string key, CancellationToken cancellationToken = default) =>
        ChangeAsync(actor, mark => mark.Add([key]), cancellationToken);

    /// <summary>Everything that ended up to <paramref name="until"/> is read, and of what goes on these keys.</summary>
    public Task<ReadMark> ReadAllAsync(IActor actor, DateTimeOffset until, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            actor,
            mark =>
            {
                mark.MoveTo(until);
                mark.Add(keys);
            },
            cancellationToken);

    /// <summary>Something is over; when it comes again, it is news again.</summary>
    public Task<ReadMark> ForgetAsync(IActor actor, Func<string, bool> gone, CancellationToken cancellationToken = default) =>
        ChangeAsync(actor, mark => mark.Forget(gone), cancellationToken);

    private async Task<ReadMark> ChangeAsync(IActor actor, Action<ReadMark> change, CancellationToken cancellationToken)
    {
        RoleTable.Demand(actor, UseCase.EditOwnAccount);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Two windows of one person at once: the file's write lock is taken before the mark is read.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var mark = await db.ReadMarks.SingleOrDefaultAsync(m => m.PersonId == actor.Id, cancellationToken);
        if (mark is null)
            db.ReadMarks.Add(mark = ReadMark.Create(actor.Id));
        change(mark);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        foreach (var subscriber in _subscribers)
            subscriber(actor.Id);
        return mark;
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
