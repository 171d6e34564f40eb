using System.Text.Json;
using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConvoStudio.Application.Imports;

/// <summary>Undoes an import that was kept, as a whole. The log only grows: one withdrawn entry for each playbook says that its imported conversations no
/// longer count, and every reader of the log leaves them out from then on.</summary>
public sealed class ImportUndo(IDbContextFactory<StudioDbContext> contexts, IDecisionLog log, IOptions<ImportOptions> options, TimeProvider time)
{
    private readonly ImportStore _store = new(contexts, options.Value.MaximumBadLines);

    /// <summary>Names of the playbooks that were made from an import.</summary>
    public async Task<IReadOnlyList<string>> PlaybooksAsync(IActor actor, Guid id, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadJobs);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Playbooks.Where(p => p.ImportId == id).OrderBy(p => p.Name).Select(p => p.Name).ToListAsync(cancellationToken);
    }

    /// <exception cref="NotFoundException">No such import.</exception>
    /// <exception cref="TransitionException">Nothing was kept of it, a job works on it, or an experiment that depends on it runs.</exception>
    public async Task UndoAsync(IActor actor, Guid id, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ImportConversations);
        using var scope = AuditScope.Begin(actor, UseCase.ImportConversations);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var import = await db.Imports.SingleOrDefaultAsync(i => i.Id == id, cancellationToken) ?? throw new NotFoundException("import", id.ToString());
        var playbooks = await db.Playbooks.Where(p => p.ImportId == id).Select(p => p.Key).ToListAsync(cancellationToken);
        await DemandFreeAsync(db, import, playbooks, cancellationToken);
        import.Undo(time.GetUtcNow());
        // The log first: should the process end in between, undoing again finds it done and only closes the import.
        foreach (var playbook in playbooks)
            await WithdrawAsync(playbook, import, actor);
        await db.SaveChangesAsync(CancellationToken.None);
        await _store.DiscardAsync(id, CancellationToken.None);
    }

    private static async Task DemandFreeAsync(StudioDbContext db, Import import, List<string> playbooks, CancellationToken cancellationToken)
    {
        if (import.State == ImportState.Done && playbooks.Count == 0)
            throw new TransitionException($"No playbook was made from {import.FileName}; discard it instead.");
        var subject = import.Id.ToString();
        if (await db.Jobs.AnyAsync(j => j.SubjectKey == subject && (j.State == JobState.Queued || j.State == JobState.Running), cancellationToken))
            throw new TransitionException($"The import {import.FileName} is in use by a job; cancel that job first.");
        var running = await db.Experiments.Where(e => playbooks.Contains(e.PlaybookKey) && (e.Status == ExperimentStatus.Running || e.Status == ExperimentStatus.Paused))
            .OrderBy(e => e.Name).Select(e => e.Name).FirstOrDefaultAsync(cancellationToken);
        if (running is not null)
            throw new TransitionException($"The experiment {running} runs on policies that were fitted to these conversations. Stop it first; then the import can be undone.");
    }

    private async Task WithdrawAsync(string playbook, Import import, IActor actor)
    {
        // What is withdrawn is not listed: nothing is left when this was done before.
        if (log.ListConversations(playbook, LogSource.Imported, limit: 1) is not [var newest])
            return;
        var payload = new WithdrawnPayload(playbook, import.Id, newest.No, import.Staged, actor.Name);
        var entry = new NewLogEntry(LogKind.Withdrawn, null, time.GetUtcNow(), JsonSerializer.SerializeToUtf8Bytes(payload, LogJson.Default.WithdrawnPayload));
        await log.AppendAsync(new LogAppend(LogSource.Imported, [entry]));
    }
}
