using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Retention;

/// <summary>How long what is kept, what would go, and doing it.</summary>
public sealed class RetentionService(IDbContextFactory<StudioDbContext> contexts, IEnumerable<IRetentionRule> rules, JobService jobs, TimeProvider time)
{
    private readonly IReadOnlyList<IRetentionRule> _rules = [.. rules.OrderBy(rule => rule.Kind)];

    public async Task<RetentionSettings> GetAsync(IActor actor, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ManageSystem);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Retention.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? RetentionSettings.Create();
    }

    /// <summary>What would go under some periods if they were applied now; changes nothing.</summary>
    /// <exception cref="ValidationException">A number is out of range.</exception>
    public async Task<IReadOnlyDictionary<RetentionKind, RetentionShare>> PreviewAsync(IActor actor, RetentionPeriods periods, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ManageSystem);
        periods.Validate();
        var shares = new Dictionary<RetentionKind, RetentionShare>();
        foreach (var rule in _rules)
            shares[rule.Kind] = await rule.PreviewAsync(periods, cancellationToken);
        return shares;
    }

    /// <exception cref="ValidationException">A number is out of range.</exception>
    /// <exception cref="ConflictException">Somebody else saved first.</exception>
    public async Task<RetentionSettings> SaveAsync(IActor actor, RetentionPeriods periods, int expectedVersion, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ManageSystem);
        periods.Validate();
        using var scope = AuditScope.Begin(actor, UseCase.ManageSystem);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var settings = await FindAsync(db, cancellationToken);
        ConflictException.ThrowIfStale(expectedVersion, settings.Version, "What is kept", periods, settings.Periods);
        settings.With(periods);
        await db.SaveChangesAsync(cancellationToken);
        return settings;
    }

    /// <summary>Applies the saved periods as a job; one that already waits or runs is taken instead.</summary>
    public async Task<Job> StartAsync(IActor actor, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ManageSystem);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Jobs.AsNoTracking().FirstOrDefaultAsync(
            j => j.Kind == RetentionJob.JobKind && (j.State == JobState.Queued || j.State == JobState.Running), cancellationToken) is { } present)
            return present;
        var job = jobs.Add(db, actor, RetentionJob.JobKind, "Tidy up", "{}", null);
        await db.SaveChangesAsync(cancellationToken);
        jobs.Enqueue(job.Id);
        return job;
    }

    /// <summary>Applies every rule, one after the other.</summary>
    internal async Task<RetentionShare> ApplyAsync(IActor actor, Func<RetentionKind, double, ValueTask> report, Func<RetentionShare, string> describe, CancellationToken cancellationToken)
    {
        using var scope = AuditScope.Begin(actor, UseCase.ManageSystem);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var settings = await FindAsync(db, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var total = default(RetentionShare);
        for (var i = 0; i < _rules.Count; i++)
        {
            await report(_rules[i].Kind, (double)i / _rules.Count);
            total += await _rules[i].ApplyAsync(settings.Periods, cancellationToken);
        }

        settings.Ran(time.GetUtcNow(), describe(total));
        await db.SaveChangesAsync(CancellationToken.None);
        return total;
    }

    internal async Task<bool> IsDueAsync(TimeSpan every, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await db.Retention.Select(s => s.LastRunAt).SingleOrDefaultAsync(cancellationToken);
        return last is null || time.GetUtcNow() - last >= every;
    }

    private static async Task<RetentionSettings> FindAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Retention.SingleOrDefaultAsync(cancellationToken) is { } settings)
            return settings;
        var created = RetentionSettings.Create();
        db.Retention.Add(created);
        return created;
    }
}
