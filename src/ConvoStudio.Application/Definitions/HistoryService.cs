using ConvoStudio.Application.Audit;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Definitions;

/// <summary>A version of a thing as the audit chain tells it.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Fields">All fields as they were from then on.</param>
/// <param name="Changes">Fields that differ from the version before; empty for the first.</param>
public sealed record DefinedVersion(
    int Number, DateTimeOffset At, string ActorName, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<FieldChange> Changes);

/// <summary>Versions of products, actions and facts, folded from the audit log: who changed what, when, from what to what.</summary>
public sealed class HistoryService(IDbContextFactory<StudioDbContext> contexts, PlaybookService playbooks)
{
    /// <summary>Newest first. A thing made before there was an audit of it has none.</summary>
    /// <exception cref="NotFoundException">No such playbook or thing.</exception>
    public async Task<IReadOnlyList<DefinedVersion>> ListAsync(
        IActor actor, string playbookKey, DefinedKind kind, string key, CancellationToken cancellationToken = default)
    {
        var playbook = await playbooks.GetAsync(actor, playbookKey, cancellationToken);
        if (DefinedFields.Find(playbook, kind, key) is null)
            throw new NotFoundException(kind.ToString().ToLowerInvariant(), key);
        var (entity, row) = RowOf(playbook, kind, key);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = await db.AuditEntries.AsNoTracking().Where(e => e.Entity == entity && e.Key == row).OrderBy(e => e.Sequence).ToListAsync(cancellationToken);
        return Fold(playbook, kind, key, entries);
    }

    private static List<DefinedVersion> Fold(Playbook playbook, DefinedKind kind, string key, List<AuditEntry> entries)
    {
        var columns = new Dictionary<string, string?>(StringComparer.Ordinal);
        var versions = new List<DefinedVersion>();
        foreach (var entry in entries.Where(e => e.After is not null))
        {
            AuditedFields.Take(columns, entry.After!);
            var fields = AuditedFields.Of(kind, key, columns, playbook.Locale);
            IReadOnlyList<FieldChange> changes = versions is [.., var before] ? DefinedFields.Difference(before.Fields, fields) : [];
            if (versions.Count == 0 || changes.Count > 0)
                versions.Add(new DefinedVersion(versions.Count + 1, entry.At, entry.ActorName, fields, changes));
        }

        versions.Reverse();
        return versions;
    }

    /// <summary>Name and key under which the audit log keeps the thing's row.</summary>
    private static (string Entity, string Key) RowOf(Playbook playbook, DefinedKind kind, string key) => kind switch
    {
        DefinedKind.Product => ("PlaybookProduct", $"{playbook.Key}/{key}"),
        DefinedKind.Action => ("PlaybookAction", FormattableString.Invariant($"{playbook.Key}/{playbook.Actions.First(a => a.Key == key).Number}")),
        _ => ("PlaybookFact", $"{playbook.Key}/{key}"),
    };
}
