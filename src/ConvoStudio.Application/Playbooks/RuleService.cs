using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Compliance;

namespace ConvoStudio.Application.Playbooks;

/// <summary>Rules of a playbook. A rule is never deleted, only withdrawn.</summary>
public sealed class RuleService(ConfigurationChanges changes)
{
    /// <exception cref="ValidationException">A field is wrong, or the key is taken.</exception>
    public Task<PlaybookRule> AddAsync(IActor actor, string playbookKey, ActionRule rule, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(
            actor, UseCase.EditRules, playbookKey,
            (_, playbook) => Add(playbook, rule),
            cancellationToken);

    internal static PlaybookRule Add(Playbook playbook, ActionRule rule)
    {
        var errors = new FieldErrors().Key(rule.Key, "key").Require(playbook.Rules.All(r => r.Key != rule.Key), "key", "This key is taken, maybe by a withdrawn rule.");
        Check(errors, playbook, rule);
        return playbook.AddRule(rule);
    }

    /// <exception cref="ConflictException">Somebody else saved first.</exception>
    public Task<PlaybookRule> EditAsync(IActor actor, string playbookKey, ActionRule rule, int expectedVersion, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(
            actor, UseCase.EditRules, playbookKey,
            (_, playbook) =>
            {
                var known = Find(playbook, rule.Key);
                ConflictException.ThrowIfStale(expectedVersion, known.Version, $"The rule {rule.Key}", rule, known);
                Check(new FieldErrors(), playbook, rule);
                known.Edit(rule);
                return known;
            },
            cancellationToken);

    /// <exception cref="TransitionException">Already withdrawn.</exception>
    public Task<PlaybookRule> WithdrawAsync(IActor actor, string playbookKey, string key, int expectedVersion, CancellationToken cancellationToken = default) =>
        SetWithdrawnAsync(actor, playbookKey, key, withdrawn: true, expectedVersion, cancellationToken);

    /// <exception cref="TransitionException">In force already.</exception>
    public Task<PlaybookRule> RestoreAsync(IActor actor, string playbookKey, string key, int expectedVersion, CancellationToken cancellationToken = default) =>
        SetWithdrawnAsync(actor, playbookKey, key, withdrawn: false, expectedVersion, cancellationToken);

    private Task<PlaybookRule> SetWithdrawnAsync(
        IActor actor, string playbookKey, string key, bool withdrawn, int expectedVersion, CancellationToken cancellationToken) =>
        changes.SaveAsync(
            actor, UseCase.EditRules, playbookKey,
            (_, playbook) =>
            {
                var rule = Find(playbook, key);
                ConflictException.ThrowIfStale(expectedVersion, rule.Version, $"The rule {key}", withdrawn, rule);
                if (!withdrawn)
                    Check(new FieldErrors(), playbook, rule.Definition);
                rule.SetWithdrawn(withdrawn);
                return rule;
            },
            cancellationToken);

    private static PlaybookRule Find(Playbook playbook, string key) =>
        playbook.Rules.FirstOrDefault(r => r.Key == key) ?? throw new NotFoundException("rule", key);

    private static void Check(FieldErrors errors, Playbook playbook, ActionRule rule)
    {
        var acts = playbook.Acts.Select(a => a.Key).ToHashSet(StringComparer.Ordinal);
        var facts = playbook.Facts.Where(f => !f.Archived).Select(f => f.ToDefinition()).ToList();
        foreach (var error in RuleValidation.Validate(rule, acts, facts))
            errors.Require(holds: false, FieldNames.Camel(error.Field), error.Message);
        errors.ThrowIfAny();
    }
}
