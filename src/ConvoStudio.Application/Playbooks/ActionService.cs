using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Utterances;

namespace ConvoStudio.Application.Playbooks;

/// <summary>What an action holds besides its key.</summary>
/// <param name="Utterance">Template in the playbook's first locale.</param>
/// <param name="Utterances">Templates by locale, the first locale among them; null to keep those of the other locales.</param>
/// <param name="Note">A hint for the agent that is not said; at most 500 characters.</param>
public sealed record ActionEdit(
    IReadOnlyList<string> Acts, string? Product = null, string? Stage = null, string? Utterance = null,
    IReadOnlyDictionary<string, string>? Utterances = null, string? Note = null);

/// <summary>Actions of a playbook. An action is never deleted: archived, it is no longer offered, and what was learnt on it stays.</summary>
public sealed class ActionService(ConfigurationChanges changes)
{
    /// <exception cref="ValidationException">A field is wrong, or the key is taken.</exception>
    public Task<PlaybookAction> AddAsync(IActor actor, string playbookKey, string key, ActionEdit edit, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(actor, UseCase.EditPlaybook, playbookKey, (_, playbook) => Add(playbook, key, edit), cancellationToken);

    /// <exception cref="ConflictException">Somebody else saved first.</exception>
    public Task<PlaybookAction> EditAsync(
        IActor actor, string playbookKey, string key, ActionEdit edit, int expectedVersion, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(actor, UseCase.EditPlaybook, playbookKey, (_, playbook) => Edit(playbook, key, edit, expectedVersion), cancellationToken);

    /// <exception cref="TransitionException">Already so.</exception>
    public Task<PlaybookAction> ArchiveAsync(IActor actor, string playbookKey, string key, int expectedVersion, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(actor, UseCase.EditPlaybook, playbookKey, (_, playbook) => SetArchived(playbook, key, archived: true, expectedVersion), cancellationToken);

    /// <exception cref="TransitionException">Already so.</exception>
    public Task<PlaybookAction> RestoreAsync(IActor actor, string playbookKey, string key, int expectedVersion, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(actor, UseCase.EditPlaybook, playbookKey, (_, playbook) => SetArchived(playbook, key, archived: false, expectedVersion), cancellationToken);

    internal static PlaybookAction Add(Playbook playbook, string key, ActionEdit edit)
    {
        var errors = new FieldErrors().Key(key, "key").Require(playbook.Actions.All(a => a.Key != key), "key", "This key is taken, maybe by an archived action.");
        return playbook.AddAction(key, Check(errors, playbook, edit, kept: null));
    }

    internal static PlaybookAction Edit(Playbook playbook, string key, ActionEdit edit, int expectedVersion)
    {
        var action = Find(playbook, key);
        ConflictException.ThrowIfStale(expectedVersion, action.Version, $"The action {key}", edit, action);
        action.Edit(Check(new FieldErrors(), playbook, edit, action.OtherUtterances));
        return action;
    }

    internal static PlaybookAction SetArchived(Playbook playbook, string key, bool archived, int expectedVersion)
    {
        var action = Find(playbook, key);
        ConflictException.ThrowIfStale(expectedVersion, action.Version, $"The action {key}", archived, action);
        if (archived && action.Number == playbook.Fallback)
            throw new ValidationException("key", "This action is the fallback; choose another fallback first.");
        action.SetArchived(archived);
        if (!archived)
            Check(new FieldErrors(), playbook, action.ToEdit(playbook.Locale), kept: null);
        return action;
    }

    /// <summary>Every mistake of an edit, by field; empty when it could be saved. For showing it while somebody types.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Problems(Playbook playbook, string key, ActionEdit edit, bool isNew)
    {
        var errors = new FieldErrors();
        if (isNew)
            errors.Key(key, "key").Require(playbook.Actions.All(a => a.Key != key), "key", "This key is taken, maybe by an archived action.");
        try
        {
            Check(errors, playbook, edit, kept: null);
            return new Dictionary<string, IReadOnlyList<string>>();
        }
        catch (ValidationException exception)
        {
            return exception.Errors;
        }
    }

    private static PlaybookAction Find(Playbook playbook, string key) =>
        playbook.Actions.FirstOrDefault(a => a.Key == key) ?? throw new NotFoundException("action", key);

    private static ActionWords Check(FieldErrors errors, Playbook playbook, ActionEdit edit, IReadOnlyDictionary<string, string>? kept)
    {
        errors.Require(edit.Acts is { Count: >= 1 and <= 12 }, "acts", "Choose 1 to 12 acts.");
        foreach (var act in (edit.Acts ?? []).Distinct(StringComparer.Ordinal))
        {
            var known = playbook.Acts.FirstOrDefault(a => a.Key == act);
            errors.Require(known is { ByAgent: true }, "acts", $"The agent has no act {act} in this playbook.");
            errors.Require(known is not { StatesOutcome: true }, "acts", $"{act} states the outcome; it cannot be part of an action.");
        }

        var product = Blank(edit.Product);
        errors.Require(product is null || playbook.Products.Any(p => p.Key == product && !p.Archived), "product", "There is no such product.");
        var utterances = Utterances(errors, playbook, edit, kept);
        UtteranceCheck.Check(errors, playbook, product, utterances);
        errors.Text(edit.Stage, "stage", 64, required: false).Text(edit.Note, "note", 500, required: false).ThrowIfAny();
        return new ActionWords(
            edit.Acts!, product, Blank(edit.Stage), utterances.GetValueOrDefault(playbook.Locale), utterances.Where(u => u.Key != playbook.Locale).ToDictionary(), Blank(edit.Note));
    }

    private static Dictionary<string, string> Utterances(FieldErrors errors, Playbook playbook, ActionEdit edit, IReadOnlyDictionary<string, string>? kept)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (locale, template) in edit.Utterances ?? kept ?? new Dictionary<string, string>())
        {
            if (Blank(template) is { } words)
                all[LocaleTag.Normalized(locale)] = words;
        }

        if (Blank(edit.Utterance) is not { } first)
            return all;
        errors.Require(
            !all.TryGetValue(playbook.Locale, out var other) || other == first, "utterance", $"Differs from utterances.{playbook.Locale}; send one of the two.");
        all[playbook.Locale] = first;
        return all;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
