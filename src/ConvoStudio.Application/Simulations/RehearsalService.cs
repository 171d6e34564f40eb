using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Simulations;

/// <summary>Where the customers of a rehearsal come from.</summary>
public enum CustomerSource
{
    /// <summary>Fitted to the playbook's imported conversations.</summary>
    Fitted,

    /// <summary>Written beside the playbook.</summary>
    Written,
}

/// <summary>Rehearsals: simulated runs of an experiment, before any customer meets it.</summary>
public sealed class RehearsalService(
    IDbContextFactory<StudioDbContext> contexts, JobService jobs, ExperimentService experiments, IDecisionLog log, TimeProvider time)
{
    public const int MostCustomers = 100_000;

    /// <summary>Conversations a second that a person can follow on a board.</summary>
    public const int WatchedPerSecond = 100;

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Rehearsal>> ListAsync(IActor actor, string playbook, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadExperiments);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Rehearsals.AsNoTracking().Where(r => r.PlaybookKey == playbook).OrderByDescending(r => r.CreatedAt).ToListAsync(cancellationToken);
    }

    /// <exception cref="NotFoundException">No such rehearsal.</exception>
    public async Task<Rehearsal> GetAsync(IActor actor, Guid id, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadExperiments);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Rehearsals.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) ?? throw new NotFoundException("rehearsal", id.ToString());
    }

    /// <summary>Where customers of a playbook can come from, the one that is taken unless told otherwise first; empty when it has none.</summary>
    public async Task<IReadOnlyList<CustomerSource>> SourcesAsync(IActor actor, string playbook, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadExperiments);
        return Sources(playbook, await WrittenAsync(playbook, cancellationToken));
    }

    /// <summary>Starts a rehearsal as a job.</summary>
    /// <param name="source">Null for the customers fitted to imported conversations, and the written ones when there are none.</param>
    /// <param name="perSecond">Conversations a second at most, for somebody who watches; null for as fast as they can be played.</param>
    /// <exception cref="ValidationException">Too few or too many customers, or the playbook has no customers of that kind.</exception>
    public async Task<Rehearsal> StartAsync(
        IActor actor, string experimentKey, int customers, int seed, CustomerSource? source = null, int? perSecond = null, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.Rehearse);
        var experiment = await experiments.GetAsync(actor, experimentKey, cancellationToken);
        var written = await WrittenAsync(experiment.PlaybookKey, cancellationToken);
        var sources = Sources(experiment.PlaybookKey, written);
        new FieldErrors()
            .Require(customers is >= 1 and <= MostCustomers, "customers", "Use 1 to 100,000 customers.")
            .Require(perSecond is null or > 0, "perSecond", "Use 1 conversation a second or more.")
            .Require(
                sources.Count > 0 && (source is null || sources.Contains(source.Value)), "customers",
                source == CustomerSource.Written
                    ? "This playbook has no written customers. Fit them to imported conversations instead."
                    : "Customers are fitted to imported conversations, and this playbook has none. Import some first.")
            .ThrowIfAny();
        var hash = (source ?? sources[0]) == CustomerSource.Written ? written : null;
        Rehearsal rehearsal;
        using (Audit.AuditScope.Begin(actor, UseCase.Rehearse))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var id = Guid.CreateVersion7(time.GetUtcNow());
            var job = jobs.Add(db, actor, RehearsalJob.JobKind, $"Rehearse {experiment.Name}", new RehearsalInput(perSecond).Write(), id.ToString());
            rehearsal = Rehearsal.Create(id, experiment.PlaybookKey, experiment.Key, experiment.Name, seed, customers, job.Id, actor.Name, time.GetUtcNow(), hash);
            db.Rehearsals.Add(rehearsal);
            await db.SaveChangesAsync(cancellationToken);
        }

        jobs.Enqueue(rehearsal.JobId);
        return rehearsal;
    }

    private List<CustomerSource> Sources(string playbook, string? written)
    {
        List<CustomerSource> sources = [];
        if (log.ListConversations(playbook, LogSource.Imported, limit: 1).Count > 0)
            sources.Add(CustomerSource.Fitted);
        if (written is not null)
            sources.Add(CustomerSource.Written);
        return sources;
    }

    private async Task<string?> WrittenAsync(string playbook, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Playbooks.Where(p => p.Key == playbook).Select(p => p.CustomersHash).SingleOrDefaultAsync(cancellationToken);
    }
}
