using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Products;

namespace ConvoStudio.Application.Definitions;

/// <summary>Many changes of a list at once: in one transaction, in force with one configuration, or not at all.</summary>
public sealed class DefinitionService(ConfigurationChanges changes, PlaybookService playbooks)
{
    public static UseCase UseCaseOf(DefinedKind kind) => kind == DefinedKind.Fact ? UseCase.EditFacts : UseCase.EditPlaybook;

    /// <summary>Saves one thing, as its editor does.</summary>
    /// <exception cref="ValidationException">A field is wrong.</exception>
    /// <exception cref="ConflictException">Somebody else saved first; theirs is the thing as it stands.</exception>
    public Task<DefinedThing> SaveAsync(IActor actor, string playbookKey, DefinedChange change, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(
            actor, UseCaseOf(change.Kind), playbookKey,
            (_, playbook) =>
            {
                if (change.ExpectedVersion is null && DefinedFields.Find(playbook, change.Kind, change.Key) is not null)
                    throw new ValidationException(DefinedFields.Key, "This key is taken, maybe by an archived one.");
                change.Apply(playbook);
                return DefinedFields.Find(playbook, change.Kind, change.Key)!;
            },
            cancellationToken);

    /// <summary>Mistakes of what somebody is typing, by field; nothing is saved or changed.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Problems(Playbook playbook, DefinedKind kind, string key, IReadOnlyDictionary<string, string> fields, bool isNew)
    {
        try
        {
            if (kind == DefinedKind.Action)
                return ActionService.Problems(playbook, key, DefinedReading.Action(fields), isNew);
            if (kind == DefinedKind.Product)
                return ProductService.Problems(playbook, key, DefinedReading.Product(fields), isNew);
            var (type, usages, words) = DefinedReading.Fact(fields);
            return FactService.Problems(playbook, key, type, usages, words, isNew);
        }
        catch (ValidationException exception)
        {
            return exception.Errors;
        }
    }

    /// <param name="wanted">At least one, all of one kind.</param>
    /// <returns>The keys that were changed.</returns>
    /// <exception cref="ValidationException">Some change is refused; nothing was saved. Every reason stands under its thing's key.</exception>
    public Task<IReadOnlyList<string>> ApplyAsync(
        IActor actor, string playbookKey, DefinedKind kind, IReadOnlyList<DefinedChange> wanted, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(
            actor, UseCaseOf(kind), playbookKey,
            (_, playbook) =>
            {
                var errors = new FieldErrors().Require(wanted.Count > 0, "changes", "Choose something to change.")
                    .Require(wanted.All(c => c.Kind == kind), "changes", "One kind at a time.");
                errors.ThrowIfAny();
                var keys = new List<string>();
                foreach (var change in wanted)
                {
                    if (Try(playbook, change, out var reasons) is not { Count: 0 })
                        keys.Add(change.Key);
                    foreach (var reason in reasons)
                        errors.Require(holds: false, change.Key, reason);
                }

                errors.ThrowIfAny();
                return (IReadOnlyList<string>)keys;
            },
            cancellationToken);

    /// <summary>What a file would change, line by line. Nothing is saved.</summary>
    public async Task<IReadOnlyList<DefinedRowResult>> PreviewAsync(
        IActor actor, string playbookKey, DefinedKind kind, IReadOnlyList<DefinedRow> rows, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCaseOf(kind));
        // A copy of the rows that is thrown away: a preview goes the same road as the change itself.
        var copy = await playbooks.GetAsync(actor, playbookKey, cancellationToken);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. rows.Select(row => Preview(copy, kind, row, seen))];
    }

    /// <summary>Saves the lines of a file that a preview did not refuse, as one change.</summary>
    /// <exception cref="ValidationException">Nothing is left to change, or a line is refused now that was not in the preview; nothing was saved.</exception>
    public async Task<IReadOnlyList<DefinedRowResult>> ImportAsync(
        IActor actor, string playbookKey, DefinedKind kind, IReadOnlyList<DefinedRow> rows, CancellationToken cancellationToken = default)
    {
        var results = await PreviewAsync(actor, playbookKey, kind, rows, cancellationToken);
        var taken = results.Where(r => r.State is DefinedRowState.Added or DefinedRowState.Changed).Select(r => r.Line).ToHashSet();
        if (taken.Count == 0)
            throw new ValidationException("file", "The file changes nothing.");
        await ApplyAsync(
            actor, playbookKey, kind, [.. rows.Where(r => taken.Contains(r.Line)).Select(r => r.ToChange(kind))], cancellationToken);
        return results;
    }

    private static DefinedRowResult Preview(Playbook copy, DefinedKind kind, DefinedRow row, HashSet<string> seen)
    {
        if (!seen.Add(row.Key))
            return new DefinedRowResult(row.Line, row.Key, DefinedRowState.Refused, [], ["This key stands in an earlier line too."]);
        var changed = Try(copy, row.ToChange(kind), out var reasons);
        var state = reasons.Count > 0 ? DefinedRowState.Refused
            : changed is null ? DefinedRowState.Added
            : changed.Count > 0 ? DefinedRowState.Changed : DefinedRowState.Unchanged;
        return new DefinedRowResult(row.Line, row.Key, state, changed ?? [], reasons);
    }

    private static IReadOnlyList<FieldChange>? Try(Playbook playbook, DefinedChange change, out IReadOnlyList<string> reasons)
    {
        reasons = [];
        try
        {
            return change.Apply(playbook);
        }
        catch (ValidationException exception)
        {
            reasons = [.. exception.Errors.SelectMany(e => e.Value.Select(message => $"{e.Key}: {message}"))];
        }
        catch (Exception exception) when (exception is TransitionException or NotFoundException or ConflictException)
        {
            reasons = [exception.Message];
        }

        return [];
    }
}
