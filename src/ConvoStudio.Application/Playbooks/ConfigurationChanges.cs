using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Outbox;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Playbooks;

/// <summary>The one way in which a change that decisions use is saved: rows, audit and outbox row in one transaction, in force when the call returns.</summary>
/// <remarks>The transaction takes the file's write lock before it reads, so that versions count up by one. Somebody's older version of a row is
/// noticed by the version he sends, see <see cref="ConflictException.ThrowIfStale"/>.</remarks>
public sealed class ConfigurationChanges(IDbContextFactory<StudioDbContext> contexts, OutboxDispatcher outbox, TimeProvider time)
{
    /// <exception cref="ForbiddenException">The actor may not do this.</exception>
    /// <exception cref="NotFoundException">No such playbook.</exception>
    /// <exception cref="NotYetInForceException">Saved, but the log takes nothing right now.</exception>
    public Task<T> SaveAsync<T>(
        IActor actor, UseCase useCase, string playbookKey, Func<StudioDbContext, Playbook, T> change, CancellationToken cancellationToken) =>
        SaveAsync(actor, useCase, async db => await FindAsync(db, playbookKey, cancellationToken), change, decisionsUseIt: true, cancellationToken);

    /// <summary>Saves a change that decisions do not use (a draft, a note): no configuration is composed.</summary>
    public Task<T> SaveQuietlyAsync<T>(
        IActor actor, UseCase useCase, string playbookKey, Func<StudioDbContext, Playbook, T> change, CancellationToken cancellationToken) =>
        SaveAsync(actor, useCase, async db => await FindAsync(db, playbookKey, cancellationToken), change, decisionsUseIt: false, cancellationToken);

    /// <summary>Saves a playbook that is being born.</summary>
    internal Task<Playbook> CreateAsync(
        IActor actor, UseCase useCase, Func<StudioDbContext, Task<Playbook>> create, CancellationToken cancellationToken) =>
        SaveAsync(
            actor, useCase,
            async db =>
            {
                var playbook = await create(db);
                db.Playbooks.Add(playbook);
                return playbook;
            },
            (_, playbook) => playbook, decisionsUseIt: true, cancellationToken);

    /// <summary>Brings into force what is saved and still waits.</summary>
    internal Task<int> FlushAsync(CancellationToken cancellationToken) => outbox.FlushAsync(cancellationToken);

    internal static IQueryable<Playbook> Whole(StudioDbContext db) => db.Playbooks
        .Include(p => p.Acts).Include(p => p.Facts).Include(p => p.Products).Include(p => p.Actions)
        .Include(p => p.RuleVersions.Where(r => r.Status == RuleStatus.InForce || r.Status == RuleStatus.Shadow))
        .Include(p => p.Policies).Include(p => p.Experiments).ThenInclude(e => e.Arms).AsSplitQuery();

    private static async Task<Playbook> FindAsync(StudioDbContext db, string key, CancellationToken cancellationToken) =>
        await Whole(db).SingleOrDefaultAsync(p => p.Key == key, cancellationToken) ?? throw new NotFoundException("playbook", key);

    private async Task<T> SaveAsync<T>(
        IActor actor, UseCase useCase, Func<StudioDbContext, Task<Playbook>> find, Func<StudioDbContext, Playbook, T> change,
        bool decisionsUseIt, CancellationToken cancellationToken)
    {
        RoleTable.Demand(actor, useCase);
        string playbookKey;
        T result;
        using (AuditScope.Begin(actor, useCase))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var playbook = await find(db);
            playbookKey = playbook.Key;
            var unfit = decisionsUseIt ? RuleFitness.Unfit(playbook) : null;
            result = change(db, playbook);
            if (unfit is not null)
            {
                RuleFitness.DemandNoneMore(playbook, unfit);
                AddToOutbox(db, playbook, actor);
            }

            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                throw new ConflictException($"The playbook {playbookKey}", result, null);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        if (decisionsUseIt)
            await PutInForceAsync(playbookKey);
        return result;
    }

    private void AddToOutbox(StudioDbContext db, Playbook playbook, IActor actor)
    {
        var configuration = ConfigurationComposer.Compose(playbook);
        db.Outbox.Add(OutboxRow.Create(playbook.Key, configuration.Version, actor.Name, time.GetUtcNow(), ConfigurationHash.CanonicalBytes(configuration)));
    }

    private async Task PutInForceAsync(string playbook)
    {
        try
        {
            // Committed: a caller who goes away must not keep it from coming into force.
            await outbox.FlushAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is LogBusyException or LogWriteException)
        {
            throw new NotYetInForceException(playbook, exception);
        }
    }
}
