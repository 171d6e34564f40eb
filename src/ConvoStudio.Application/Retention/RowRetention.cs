using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Retention;

/// <summary>Takes ended jobs out of the list; those an import or a rehearsal still shows stay.</summary>
internal sealed class JobRetention(IDbContextFactory<StudioDbContext> contexts, TimeProvider time) : IRetentionRule
{
    private const int AtOnce = 500;

    public RetentionKind Kind => RetentionKind.Jobs;

    public async Task<RetentionShare> PreviewAsync(RetentionPeriods periods, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var old = Old(db, periods);
        return new RetentionShare(await old.LongCountAsync(cancellationToken), await old.SumAsync(j => (long)(j.Title.Length + j.Input.Length + j.Message.Length), cancellationToken));
    }

    public async Task<RetentionShare> ApplyAsync(RetentionPeriods periods, CancellationToken cancellationToken)
    {
        var share = await PreviewAsync(periods, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        while (await Old(db, periods).OrderBy(j => j.CreatedAt).Select(j => j.Id).Take(AtOnce).ToListAsync(cancellationToken) is { Count: > 0 } some)
            await db.Jobs.Where(j => some.Contains(j.Id)).ExecuteDeleteAsync(cancellationToken);
        return share;
    }

    private IQueryable<Job> Old(StudioDbContext db, RetentionPeriods periods)
    {
        var before = periods.JobDays is { } days ? time.GetUtcNow().AddDays(-days) : DateTimeOffset.MinValue;
        return db.Jobs.Where(j => j.EndedAt < before && !db.Imports.Any(i => i.JobId == j.Id) && !db.Rehearsals.Any(r => r.JobId == j.Id));
    }
}

/// <summary>Takes out what was said, word for word, in conversations that opened so many days ago. Acts, decisions and outcomes stay in the log, and no replay reads words.</summary>
internal sealed class TextRetention(IDbContextFactory<StudioDbContext> contexts, IDecisionLog log, LogInspection inspection, TimeProvider time) : IRetentionRule
{
    private const int AtOnce = 200;

    public RetentionKind Kind => RetentionKind.Texts;

    public Task<RetentionShare> PreviewAsync(RetentionPeriods periods, CancellationToken cancellationToken) => WalkAsync(periods, remove: false, cancellationToken);

    public Task<RetentionShare> ApplyAsync(RetentionPeriods periods, CancellationToken cancellationToken) => WalkAsync(periods, remove: true, cancellationToken);

    private async Task<RetentionShare> WalkAsync(RetentionPeriods periods, bool remove, CancellationToken cancellationToken)
    {
        var share = default(RetentionShare);
        if (periods.TextDays is not { } days)
            return share;
        var upTo = log.LastBefore(time.GetUtcNow().AddDays(-days));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var after = await db.Retention.Select(s => s.TextsRemovedThrough).FirstOrDefaultAsync(cancellationToken);
        while (inspection.Opened(after, upTo, AtOnce) is { Count: > 0 } some)
        {
            var ids = some.Select(conversation => conversation.PublicId).ToList();
            var texts = db.ConversationTexts.Where(t => ids.Contains(t.ConversationId));
            share += new RetentionShare(await texts.LongCountAsync(cancellationToken), await texts.SumAsync(t => (long)t.Text.Length, cancellationToken));
            after = some[^1].No;
            if (remove)
            {
                await texts.ExecuteDeleteAsync(cancellationToken);
                await db.Retention.ExecuteUpdateAsync(set => set.SetProperty(s => s.TextsRemovedThrough, after), cancellationToken);
            }
        }

        return share;
    }
}
