using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Application.Playbooks;

/// <summary>What an action holds besides its key.</summary>
public sealed record ActionEdit(IReadOnlyList<string> Acts, string? Product = null, string? Stage = null, string? Utterance = null);

/// <summary>Actions of a playbook. An action is never deleted: archived, it is no longer offered, and what was learnt on it stays.</summary>
public sealed class ActionService(ConfigurationChanges changes)
{
    /// <exception cref="ValidationException">A field is wrong, or the key is taken.</exception>
    public Task<PlaybookAction> AddAsync(IActor actor, string playbookKey, string key, ActionEdit edit, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(
            actor, UseCase.EditPlaybook, playbookKey,
            (_, playbook) =>
            {
                var errors = new FieldErrors().Key(key, "key").Require(playbook.Actions.All(a => a.Key != key), "key", "This key is taken, maybe by an archived action.");
                Check(errors, playbook, edit);
                return playbook.AddAction(key, edit.Acts, Blank(edit.Product), Blank(edit.Stage), Blank(edit.Utterance));
            },
            cancellationToken);

    /// <exception cref="ConflictException">Somebody else saved first.</exception>
    public Task<PlaybookAction> EditAsync(
        IActor actor, string playbookKey, string key, ActionEdit edit, int expectedVersion, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(
            actor, UseCase.EditPlaybook, playbookKey,
            (_, playbook) =>
            {
                var action = Find(playbook, key);
                ConflictException.ThrowIfStale(expectedVersion, action.Version, $"The action {key}", edit, action);
                Check(new FieldErrors(), playbook, edit);
                action.Edit(edit.Acts, Blank(edit.Product), Blank(edit.Stage), Blank(edit.Utterance));
                return action;
            },
            cancellationToken);

    /// <exception cref="TransitionException">Already so.</exception>
    public Task<PlaybookAction> ArchiveAsync(IActor actor, string playbookKey, string key, int expectedVersion, CancellationToken cancellationToken = default) =>
        SetArchivedAsync(actor, playbookKey, key, archived: true, expectedVersion, cancellationToken);

    /// <exception cref="TransitionException">Already so.</exception>
    public Task<PlaybookAction> RestoreAsync(IActor actor, string playbookKey, string key, int expectedVersion, CancellationToken cancellationToken = default) =>
        SetArchivedAsync(actor, playbookKey, key, archived: false, expectedVersion, cancellationToken);

    private Task<PlaybookAction> SetArchivedAsync(
        IActor actor, string playbookKey, string key, bool archived, int expectedVersion, CancellationToken cancellationToken) =>
        changes.SaveAsync(
            actor, UseCase.EditPlaybook, playbookKey,
            (_, playbook) =>
            {
                var action = Find(playbook, key);
                ConflictException.ThrowIfStale(expectedVersion, action.Version, $"The action {key}", archived, action);
                if (archived && action.Number == playbook.Fallback)
                    throw new ValidationException("key", "This action is the fallback; choose another fallback first.");
                action.SetArchived(archived);
                if (!archived)
                    Check(new FieldErrors(), playbook, new ActionEdit(action.Acts, action.Product, action.Stage, action.Utterance));
                return action;
            },
            cancellationToken);

    private static PlaybookAction Find(Playbook playbook, string key) =>
        playbook.Actions.FirstOrDefault(a => a.Key == key) ?? throw new NotFoundException("action", key);

    private static void Check(FieldErrors errors, Playbook playbook, ActionEdit edit)
    {
        errors.Require(edit.Acts is { Count: >= 1 and <= 12 }, "acts", "Choose 1 to 12 acts.");
        foreach (var act in (edit.Acts ?? []).Distinct(StringComparer.Ordinal))
        {
            var known = playbook.Acts.FirstOrDefault(a => a.Key == act);
            errors.Require(known is { ByAgent: true }, "acts", $"The agent has no act {act} in this playbook.");
            errors.Require(known is not { StatesOutcome: true }, "acts", $"{act} states the outcome; it cannot be part of an action.");
        }

        errors.Require(Blank(edit.Product) is not { } product || playbook.Products.Any(p => p.Key == product && !p.Archived), "product", "There is no such product.");
        errors.Text(edit.Stage, "stage", 64, required: false).Text(edit.Utterance, "utterance", 2000, required: false).ThrowIfAny();
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
