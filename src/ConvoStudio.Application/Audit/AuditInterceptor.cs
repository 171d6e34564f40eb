using System.Runtime.CompilerServices;
using ConvoStudio.Application.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace ConvoStudio.Application.Audit;

/// <summary>Adds the audit entries of a save to the same transaction. The transaction is opened (and with it the file's write lock taken) before
/// the last hash is read, so that two savers can never continue the chain from the same entry.</summary>
public sealed class AuditInterceptor(TimeProvider time) : SaveChangesInterceptor
{
    // Transactions this interceptor opened, by context: only those are its to commit.
    private readonly ConditionalWeakTable<DbContext, IDbContextTransaction> _opened = [];

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        if (eventData.Context is not { } db || AuditChanges.Of(db) is not { Count: > 0 } changes)
            return result;
        if (db.Database.CurrentTransaction is null)
            _opened.Add(db, db.Database.BeginTransaction());
        try
        {
            Append(db, changes, Last(db).FirstOrDefault());
        }
        catch
        {
            Finish(db)?.Dispose();
            throw;
        }

        return result;
    }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not { } db || AuditChanges.Of(db) is not { Count: > 0 } changes)
            return result;
        if (db.Database.CurrentTransaction is null)
            _opened.Add(db, await db.Database.BeginTransactionAsync(cancellationToken));
        try
        {
            Append(db, changes, await Last(db).FirstOrDefaultAsync(cancellationToken));
        }
        catch
        {
            Finish(db)?.Dispose();
            throw;
        }

        return result;
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        using var transaction = Finish(eventData.Context);
        transaction?.Commit();
        return result;
    }

    public override async ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        await using var transaction = Finish(eventData.Context);
        if (transaction is not null)
            await transaction.CommitAsync(cancellationToken);
        return result;
    }

    // Disposing a transaction that was not committed rolls it back.
    public override void SaveChangesFailed(DbContextErrorEventData eventData) => Abandon(eventData.Context);

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Abandon(eventData.Context);
        return Task.CompletedTask;
    }

    public override void SaveChangesCanceled(DbContextEventData eventData) => Abandon(eventData.Context);

    public override Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        Abandon(eventData.Context);
        return Task.CompletedTask;
    }

    private static IQueryable<AuditEntry> Last(DbContext db) => db.Set<AuditEntry>().AsNoTracking().OrderByDescending(e => e.Sequence);

    private void Append(DbContext db, List<AuditChange> changes, AuditEntry? last)
    {
        var (sequence, hash) = (last?.Sequence ?? 0, last?.Hash ?? AuditEntry.Genesis);
        var scope = AuditScope.Current;
        var actor = scope?.Actor ?? Actor.System;
        foreach (var change in changes)
        {
            var entry = AuditEntry.Create(change, ++sequence, hash, time.GetUtcNow(), actor.Id, actor.Name, scope?.UseCase.ToString() ?? "");
            hash = entry.Hash;
            db.Add(entry);
        }
    }

    private void Abandon(DbContext? db)
    {
        if (db is null)
            return;
        Finish(db)?.Dispose();
        // A second attempt on the same context writes its own entries.
        foreach (var entry in db.ChangeTracker.Entries<AuditEntry>().Where(e => e.State == EntityState.Added).ToList())
            entry.State = EntityState.Detached;
    }

    private IDbContextTransaction? Finish(DbContext? db)
    {
        if (db is null || !_opened.TryGetValue(db, out var transaction))
            return null;
        _opened.Remove(db);
        return transaction;
    }
}
