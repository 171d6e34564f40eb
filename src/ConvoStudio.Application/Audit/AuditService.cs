using System.Text.Json;
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
/// <param name="Text">Part of the key, the person's name, or anything that stood or stands in the fields; capitals do not matter.</param>
public sealed record AuditFilter(string? Entity = null, string? Key = null, string? ActorName = null, string? Text = null);

/// <summary>Which thing an entry is about.</summary>
public readonly record struct AuditSubject(string Entity, string Key);

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
        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var pattern = $"%{filter.Text.Trim().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";
            entries = entries.Where(e => EF.Functions.Like(e.Key, pattern, "\\") || EF.Functions.Like(e.ActorName, pattern, "\\")
                || EF.Functions.Like(e.Before!, pattern, "\\") || EF.Functions.Like(e.After!, pattern, "\\"));
        }

        return new AuditPage(
            await entries.OrderByDescending(e => e.Sequence).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 500)).ToListAsync(cancellationToken),
            await entries.LongCountAsync(cancellationToken));
    }

    /// <summary>What the log knows of some things: every field with its newest value, also of things that are gone. For names, since an entry holds only what it changed.</summary>
    /// <param name="fields">The fields to look for.</param>
    public async Task<IReadOnlyDictionary<AuditSubject, IReadOnlyDictionary<string, string>>> DescribeAsync(
        IActor actor, IReadOnlyCollection<AuditSubject> things, IReadOnlySet<string> fields, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadAudit);
        var (entities, keys) = (things.Select(t => t.Entity).Distinct().ToList(), things.Select(t => t.Key).Distinct().ToList());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = db.AuditEntries.AsNoTracking().Where(e => entities.Contains(e.Entity) && keys.Contains(e.Key) && e.After != null)
            .OrderBy(e => e.Sequence).Select(e => new { e.Entity, e.Key, e.After }).AsAsyncEnumerable();
        var known = new Dictionary<AuditSubject, IReadOnlyDictionary<string, string>>();
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            var subject = new AuditSubject(entry.Entity, entry.Key);
            if (!known.TryGetValue(subject, out var values))
                known.Add(subject, values = new Dictionary<string, string>(StringComparer.Ordinal));
            using var document = JsonDocument.Parse(entry.After!);
            foreach (var property in document.RootElement.EnumerateObject().Where(p => fields.Contains(p.Name) && p.Value.ValueKind == JsonValueKind.String))
                ((Dictionary<string, string>)values)[property.Name] = property.Value.GetString()!;
        }

        return known;
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
