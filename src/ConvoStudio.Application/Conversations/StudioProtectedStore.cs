using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Conversations;

/// <summary>The protected store of the live studio, in studio.db.</summary>
public sealed class StudioProtectedStore(IDbContextFactory<StudioDbContext> contexts) : IProtectedStore
{
    public async Task<ProtectedFacts> LoadFactsAsync(Guid conversation, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var until = asOf ?? DateTimeOffset.MaxValue;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.ProtectedFacts.AsNoTracking().Where(f => f.ConversationId == conversation && f.At <= until).OrderBy(f => f.At).ToListAsync(cancellationToken);
        return rows.Count == 0
            ? ProtectedFacts.None
            : new([.. rows.GroupBy(r => r.At).Select(g => new ProtectedMoment(g.Key, g.ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal)))]);
    }

    public async Task SaveFactsAsync(Guid conversation, DateTimeOffset at, IReadOnlyDictionary<string, FactValue> facts, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // A retry after a failed commit brings the same facts at another moment; one at the very same moment replaces.
        var keys = facts.Keys.ToList();
        await db.ProtectedFacts.Where(f => f.ConversationId == conversation && f.At == at && keys.Contains(f.Key)).ExecuteDeleteAsync(cancellationToken);
        db.ProtectedFacts.AddRange(facts.Select(f => ProtectedFact.Create(conversation, at, f.Key, f.Value)));
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task SaveTextAsync(Guid conversation, int turn, string text, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.ConversationTexts.FindAsync([conversation, turn], cancellationToken) is { } present)
            present.Set(text);
        else
            db.ConversationTexts.Add(ConversationText.Create(conversation, turn, text));
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<int, string>> LoadTextsAsync(Guid conversation, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ConversationTexts.AsNoTracking().Where(t => t.ConversationId == conversation).ToDictionaryAsync(t => t.Turn, t => t.Text, cancellationToken);
    }
}
