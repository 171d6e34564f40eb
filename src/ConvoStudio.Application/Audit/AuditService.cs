using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Audit;

/// <summary>Answer of a check of the chain.</summary>
/// <param name="Entries">Entries checked.</param>
/// <param name="FirstBroken">Sequence of the first entry that does not follow from the one before it, or null.</param>
/// <param name="LastHash">Hash of the last good entry; keep it elsewhere to notice an end that was cut off.</param>
public sealed record AuditVerification(long Entries, long? FirstBroken, string LastHash)
{
    public bool IsIntact => FirstBroken is null;
}

/// <summary>A page of entries, newest first.</summary>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, long Total);

/// <summary>Filter of the list; empty fields do not filter.</summary>
public sealed record AuditFilter(string? Entity = null, string? Key = null, string? ActorName = null);

/// <summary>Reads and verifies the audit log.</summary>
public sealed class AuditService(IDbContextFactory<StudioDbContext> contexts)
{
    public async Task<AuditPage> ListAsync(IActor actor, AuditFilter filter, int skip = 0, int take = 50, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadAudit);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = db.AuditEntries.AsNoTracking();
        if (!string.IsNullOrEmpty(filter.Entity))
            entries = entries.Where(e => e.Entity == filter.Entity);
        if (!string.IsNullOrEmpty(filter.Key))
            entries = entries.Where(e => e.Key.Contains(filter.Key));
        if (!string.IsNullOrEmpty(filter.ActorName))
            entries = entries.Where(e => e.ActorName.Contains(filter.ActorName));
        return new AuditPage(
            await entries.OrderByDescending(e => e.Sequence).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 500)).ToListAsync(cancellationToken),
            await entries.LongCountAsync(cancellationToken));
    }

    /// <summary>Recomputes every hash from the first entry on and stops at the first that does not follow.</summary>
    public async Task<AuditVerification> VerifyAsync(IActor actor, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadAudit);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (count, hash) = (0L, AuditEntry.Genesis);
        await foreach (var entry in db.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (entry.Sequence != count + 1 || entry.PreviousHash != hash || entry.ComputeHash() != entry.Hash)
                return new AuditVerification(count, entry.Sequence, hash);
            (count, hash) = (entry.Sequence, entry.Hash);
        }

        return new AuditVerification(count, null, hash);
    }
}
