using System.Text.Json;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Simulations;

/// <summary>Rehearsals: simulated runs of an experiment, before any customer meets it.</summary>
public sealed class RehearsalService(
    IDbContextFactory<StudioDbContext> contexts, JobService jobs, ExperimentService experiments, IDecisionLog log, TimeProvider time)
{
    public const int MostCustomers = 100_000;

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

    /// <summary>Starts a rehearsal as a job.</summary>
    /// <exception cref="ValidationException">Too few or too many customers, or the playbook has no imported conversations to fit customers to.</exception>
    public async Task<Rehearsal> StartAsync(IActor actor, string experimentKey, int customers, int seed, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.Rehearse);
        var experiment = await experiments.GetAsync(actor, experimentKey, cancellationToken);
        new FieldErrors()
            .Require(customers is >= 1 and <= MostCustomers, "customers", "Use 1 to 100,000 customers.")
            .Require(
                log.ListConversations(experiment.PlaybookKey, LogSource.Imported, limit: 1).Count > 0, "customers",
                "Customers are fitted to imported conversations, and this playbook has none. Import some first.")
            .ThrowIfAny();
        Rehearsal rehearsal;
        using (Audit.AuditScope.Begin(actor, UseCase.Rehearse))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var id = Guid.CreateVersion7(time.GetUtcNow());
            var job = jobs.Add(db, actor, RehearsalJob.JobKind, $"Rehearse {experiment.Name}", JsonSerializer.Serialize(id), id.ToString());
            rehearsal = Rehearsal.Create(id, experiment.PlaybookKey, experiment.Key, experiment.Name, seed, customers, job.Id, actor.Name, time.GetUtcNow());
            db.Rehearsals.Add(rehearsal);
            await db.SaveChangesAsync(cancellationToken);
        }

        jobs.Enqueue(rehearsal.JobId);
        return rehearsal;
    }
}
