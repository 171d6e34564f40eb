using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Simulations;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Retention;

/// <summary>Takes out finished rehearsals with their logs. The same seed plays the same rehearsal again.</summary>
internal sealed class RehearsalRetention(IDbContextFactory<StudioDbContext> contexts, RehearsalBottles bottles, TimeProvider time) : IRetentionRule
{
    public RetentionKind Kind => RetentionKind.Rehearsals;

    public async Task<RetentionShare> PreviewAsync(RetentionPeriods periods, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var old = await Old(db, periods).Select(r => r.Id).ToListAsync(cancellationToken);
        return new RetentionShare(old.Count, old.Sum(bottles.SizeOf));
    }

    public async Task<RetentionShare> ApplyAsync(RetentionPeriods periods, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var gone = default(RetentionShare);
        foreach (var rehearsal in await Old(db, periods).ToListAsync(cancellationToken))
        {
            // The row first: one without a file would lead to an empty page, a file without a row is taken out by the next run of the same seed or by hand.
            var bytes = bottles.SizeOf(rehearsal.Id);
            db.Rehearsals.Remove(rehearsal);
            await db.SaveChangesAsync(cancellationToken);
            await bottles.DropAsync(rehearsal.Id, CancellationToken.None);
            gone += new RetentionShare(1, bytes);
        }

        return gone;
    }

    private IQueryable<Rehearsal> Old(StudioDbContext db, RetentionPeriods periods)
    {
        var before = periods.RehearsalDays is { } days ? time.GetUtcNow().AddDays(-days) : DateTimeOffset.MinValue;
        return db.Rehearsals.Where(r => r.FinishedAt < before);
    }
}
