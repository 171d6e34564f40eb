using ConvoStudio.Application.Audit;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.ConversationLists;

/// <summary>Saved views: a person's own, and those others share. Only the owner changes one.</summary>
public sealed class SavedViewService(IDbContextFactory<StudioDbContext> contexts, TimeProvider time)
{
    private const UseCase Use = UseCase.ReadConversations;

    /// <summary>The actor's own views and the shared ones, by name.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(IActor actor, string playbook, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, Use);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SavedViews.AsNoTracking().Where(v => v.PlaybookKey == playbook && (v.OwnerId == actor.Id || v.Shared))
            .OrderBy(v => v.Name).ThenBy(v => v.Id).ToListAsync(cancellationToken);
    }

    /// <exception cref="ValidationException">The name is empty, too long or taken by another of the actor's views, or the filter is too long.</exception>
    public Task<SavedView> CreateAsync(IActor actor, string playbook, string name, string query, bool shared, CancellationToken cancellationToken = default) =>
        SaveAsync(actor, async db =>
        {
            await CheckAsync(db, actor, playbook, null, name, query, cancellationToken);
            var now = time.GetUtcNow();
            var view = SavedView.Create(Guid.CreateVersion7(now), playbook, actor.Id, actor.Name, name.Trim(), query, shared, now);
            db.SavedViews.Add(view);
            return view;
        }, cancellationToken);

    /// <exception cref="ConflictException">It was changed in another window meanwhile.</exception>
    public Task<SavedView> EditAsync(
        IActor actor, Guid id, string name, string query, bool shared, int expectedVersion, CancellationToken cancellationToken = default) =>
        SaveAsync(actor, async db =>
        {
            var view = await OwnAsync(db, actor, id, cancellationToken);
            ConflictException.ThrowIfStale(expectedVersion, view.Version, $"The view {view.Name}", name, view);
            await CheckAsync(db, actor, view.PlaybookKey, id, name, query, cancellationToken);
            view.Edit(name.Trim(), query, shared);
            return view;
        }, cancellationToken);

    /// <summary>Makes one of the actor's views the one their list begins with, or none.</summary>
    public Task<SavedView> SetDefaultAsync(IActor actor, Guid id, bool isDefault, CancellationToken cancellationToken = default) =>
        SaveAsync(actor, async db =>
        {
            var view = await OwnAsync(db, actor, id, cancellationToken);
            foreach (var other in await db.SavedViews.Where(v => v.PlaybookKey == view.PlaybookKey && v.OwnerId == actor.Id && v.IsDefault && v.Id != id).ToListAsync(cancellationToken))
                other.SetDefault(false);
            view.SetDefault(isDefault);
            return view;
        }, cancellationToken);

    /// <returns>What was deleted, for <see cref="RestoreAsync"/>.</returns>
    public Task<SavedView> DeleteAsync(IActor actor, Guid id, CancellationToken cancellationToken = default) =>
        SaveAsync(actor, async db =>
        {
            var view = await OwnAsync(db, actor, id, cancellationToken);
            db.SavedViews.Remove(view);
            return view;
        }, cancellationToken);

    /// <summary>Takes a deletion back.</summary>
    public Task<SavedView> RestoreAsync(IActor actor, SavedView deleted, CancellationToken cancellationToken = default) =>
        SaveAsync(actor, async db =>
        {
            if (deleted.OwnerId != actor.Id)
                throw new ForbiddenException(actor.Name, Use);
            if (await db.SavedViews.AnyAsync(v => v.Id == deleted.Id, cancellationToken))
                throw new TransitionException($"The view {deleted.Name} is there already.");
            var view = SavedView.Create(deleted.Id, deleted.PlaybookKey, deleted.OwnerId, deleted.OwnerName, deleted.Name, deleted.Query, deleted.Shared, deleted.CreatedAt);
            db.SavedViews.Add(view);
            return view;
        }, cancellationToken);

    private async Task<SavedView> SaveAsync(IActor actor, Func<StudioDbContext, Task<SavedView>> change, CancellationToken cancellationToken)
    {
        RoleTable.Demand(actor, Use);
        using var scope = AuditScope.Begin(actor, Use);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var view = await change(db);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new ConflictException($"The view {view.Name}", view.Query, null);
        }

        return view;
    }

    private static async Task<SavedView> OwnAsync(StudioDbContext db, IActor actor, Guid id, CancellationToken cancellationToken)
    {
        var view = await db.SavedViews.SingleOrDefaultAsync(v => v.Id == id, cancellationToken) ?? throw new NotFoundException("view", id.ToString());
        if (view.OwnerId == actor.Id)
            return view;
        // Somebody else's view that is not shared does not exist for the actor.
        throw view.Shared ? new ForbiddenException(actor.Name, Use) : new NotFoundException("view", id.ToString());
    }

    private static async Task CheckAsync(StudioDbContext db, IActor actor, string playbook, Guid? id, string name, string query, CancellationToken cancellationToken)
    {
        var trimmed = name?.Trim() ?? "";
        var errors = new FieldErrors().Text(trimmed, "name", 80)
            .Require(query.Length <= 1000, "name", "This filter is too long to be saved.")
            .Require(!await db.SavedViews.AnyAsync(v => v.PlaybookKey == playbook && v.OwnerId == actor.Id && v.Name == trimmed && v.Id != id, cancellationToken), "name", "You have a view of this name.");
        errors.ThrowIfAny();
    }
}
