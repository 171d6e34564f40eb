using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Compliance.Sentences;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Compliance;

/// <summary>Writing rules and their life cycle: draft → in review → shadow → in force. A version is never deleted, and what is live comes into force like every other change.</summary>
public sealed class RuleService(ConfigurationChanges changes, TimeProvider time)
{
    /// <summary>Begins a rule as a draft.</summary>
    /// <exception cref="ValidationException">A field is wrong, or the key is taken.</exception>
    public Task<ComplianceRule> CreateAsync(IActor actor, string playbookKey, string key, RuleWriting writing, CancellationToken cancellationToken = default) =>
        changes.SaveQuietlyAsync(
            actor, UseCase.EditRules, playbookKey,
            (db, playbook) =>
            {
                var reading = RuleReading.Of(key, 1, writing, RuleFitness.VocabularyOf(playbook));
                var errors = new FieldErrors().Key(key, "key")
                    .Require(!db.ComplianceRules.Any(r => r.PlaybookKey == playbook.Key && r.Key == key), "key", "This key is taken, maybe by a withdrawn rule.");
                foreach (var problem in reading.Problems.Where(p => p.Place != "key"))
                    errors.Require(holds: false, problem.Place, RuleReading.Words(problem));
                errors.ThrowIfAny();
                return Add(db, ComplianceRule.Draft(playbook.Key, reading.Rule!, actor, time.GetUtcNow()));
            },
            cancellationToken);

    /// <summary>Changes a draft. Where the newest version is live or over, the change begins the next version as a draft.</summary>
    /// <param name="expectedRevision">Revision of the newest version that the editor saw.</param>
    /// <exception cref="ConflictException">Somebody else saved first.</exception>
    /// <exception cref="TransitionException">The newest version is in review.</exception>
    public Task<ComplianceRule> EditAsync(
        IActor actor, string playbookKey, string key, RuleWriting writing, int expectedRevision, CancellationToken cancellationToken = default) =>
        changes.SaveQuietlyAsync(
            actor, UseCase.EditRules, playbookKey,
            (db, playbook) =>
            {
                var newest = Newest(db, playbook, key);
                ConflictException.ThrowIfStale(expectedRevision, newest.Revision, $"The rule {key}", writing, newest);
                if (newest.IsOpen)
                {
                    newest.Edit(Read(playbook, key, newest.Number, writing), actor, time.GetUtcNow());
                    return newest;
                }

                return Add(db, ComplianceRule.Draft(playbook.Key, Read(playbook, key, newest.Number + 1, writing), actor, time.GetUtcNow()));
            },
            cancellationToken);

    /// <summary>Asks for a review. What was fine when it was written is checked again: the playbook may have changed since.</summary>
    public Task<ComplianceRule> SubmitAsync(IActor actor, string playbookKey, string key, int expectedRevision, CancellationToken cancellationToken = default) =>
        StepAsync(actor, UseCase.EditRules, playbookKey, key, expectedRevision, (playbook, rule) =>
        {
            Check(playbook, rule.Rule);
            rule.Submit(actor, time.GetUtcNow());
        }, cancellationToken);

    /// <summary>Back to a draft, with what must change.</summary>
    public Task<ComplianceRule> ReturnAsync(IActor actor, string playbookKey, string key, int expectedRevision, string? note, CancellationToken cancellationToken = default) =>
        StepAsync(actor, UseCase.EditRules, playbookKey, key, expectedRevision, (_, rule) => rule.Return(actor, time.GetUtcNow(), Note(note)), cancellationToken);

    /// <summary>Approves: from now on it records what it would have blocked. An older version that only recorded is superseded.</summary>
    /// <exception cref="TransitionException">Not in review, or the reviewer wrote it.</exception>
    public Task<ComplianceRule> ApproveAsync(IActor actor, string playbookKey, string key, int expectedRevision, string? note = null, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(
            actor, UseCase.ReviewRules, playbookKey,
            (db, playbook) =>
            {
                var rule = Seen(db, playbook, key, expectedRevision);
                Check(playbook, rule.Rule);
                rule.Approve(actor, time.GetUtcNow(), Note(note));
                Supersede(playbook, rule, actor);
                return rule;
            },
            cancellationToken);

    /// <summary>Makes it block. The version that was in force is superseded.</summary>
    /// <exception cref="TransitionException">Not in shadow, or asked for by who wrote it.</exception>
    public Task<ComplianceRule> PutInForceAsync(IActor actor, string playbookKey, string key, int expectedRevision, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(
            actor, UseCase.ReviewRules, playbookKey,
            (db, playbook) =>
            {
                var rule = Seen(db, playbook, key, expectedRevision);
                rule.PutInForce(actor, time.GetUtcNow());
                Supersede(playbook, rule, actor);
                return rule;
            },
            cancellationToken);

    /// <summary>Takes back the newest version that is not over; where a draft waits over a live version, the draft.</summary>
    /// <exception cref="TransitionException">Over already.</exception>
    public Task<ComplianceRule> WithdrawAsync(IActor actor, string playbookKey, string key, int expectedRevision, string? note = null, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(
            actor, UseCase.EditRules, playbookKey,
            (db, playbook) =>
            {
                var all = Versions(db, playbook, key);
                var rule = all.LastOrDefault(r => r.Status is not (RuleStatus.Withdrawn or RuleStatus.Superseded)) ?? all[^1];
                ConflictException.ThrowIfStale(expectedRevision, rule.Revision, $"The rule {key}", RuleStatus.Withdrawn, rule);
                // Taking a protection away is for people, as giving it is.
                if (rule.IsLive)
                    RoleTable.Demand(actor, UseCase.ReviewRules);
                rule.Withdraw(actor, time.GetUtcNow(), Note(note));
                return rule;
            },
            cancellationToken);

    /// <summary>Sets the names rules use besides those of acts, facts, products and actions.</summary>
    /// <exception cref="ValidationException">A field is wrong, or a live rule would lose a name.</exception>
    public Task<RuleTerms> SetTermsAsync(IActor actor, string playbookKey, RuleTerms terms, int expectedVersion, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(
            actor, UseCase.ReviewRules, playbookKey,
            (_, playbook) =>
            {
                ConflictException.ThrowIfStale(expectedVersion, playbook.RuleTermsVersion, "The names of the rules", terms, playbook.RuleTerms);
                RuleTermsCheck.Demand(terms, playbook);
                playbook.SetRuleTerms(terms);
                return terms;
            },
            cancellationToken);

    /// <summary>Gives a playbook that is being made a rule in force.</summary>
    internal static ComplianceRule Give(Playbook playbook, SentenceRule rule, string by, DateTimeOffset at)
    {
        new FieldErrors().Key(rule.Key, "key").Require(playbook.RuleVersions.All(r => r.Key != rule.Key), "key", "This key is taken.").ThrowIfAny();
        Check(playbook, rule);
        return playbook.AddRule(ComplianceRule.Given(playbook.Key, rule, by, at));
    }

    private Task<ComplianceRule> StepAsync(
        IActor actor, UseCase useCase, string playbookKey, string key, int expectedRevision, Action<Playbook, ComplianceRule> step, CancellationToken cancellationToken) =>
        changes.SaveQuietlyAsync(
            actor, useCase, playbookKey,
            (db, playbook) =>
            {
                var rule = Seen(db, playbook, key, expectedRevision);
                step(playbook, rule);
                return rule;
            },
            cancellationToken);

    private void Supersede(Playbook playbook, ComplianceRule by, IActor actor)
    {
        foreach (var older in playbook.RuleVersions.Where(r => r.Key == by.Key && r.Number < by.Number && r.IsLive).ToList())
            // A version in force goes on blocking while the next one only records.
            if (by.Status == RuleStatus.InForce || older.Status == RuleStatus.Shadow)
                older.Supersede(actor, time.GetUtcNow());
    }

    private static ComplianceRule Add(StudioDbContext db, ComplianceRule rule)
    {
        db.ComplianceRules.Add(rule);
        return rule;
    }

    private static List<ComplianceRule> Versions(StudioDbContext db, Playbook playbook, string key) =>
        db.ComplianceRules.Where(r => r.PlaybookKey == playbook.Key && r.Key == key).OrderBy(r => r.Number).ToList() is { Count: > 0 } found
            ? found
            : throw new NotFoundException("rule", key);

    private static ComplianceRule Newest(StudioDbContext db, Playbook playbook, string key) => Versions(db, playbook, key)[^1];

    private static ComplianceRule Seen(StudioDbContext db, Playbook playbook, string key, int expectedRevision)
    {
        var rule = Newest(db, playbook, key);
        ConflictException.ThrowIfStale(expectedRevision, rule.Revision, $"The rule {key}", null, rule);
        return rule;
    }

    private static SentenceRule Read(Playbook playbook, string key, int version, RuleWriting writing) =>
        RuleReading.Of(key, version, writing, RuleFitness.VocabularyOf(playbook)).Demand();

    private static void Check(Playbook playbook, SentenceRule rule)
    {
        var errors = new FieldErrors();
        foreach (var error in RuleSetCheck.Check(rule, RuleFitness.VocabularyOf(playbook)))
            errors.Require(holds: false, RuleFitness.RestOf(error.Field), error.Message);
        errors.ThrowIfAny();
    }

    private static string? Note(string? note)
    {
        new FieldErrors().Text(note, "note", 1000, required: false).ThrowIfAny();
        return string.IsNullOrWhiteSpace(note) ? null : note.Trim();
    }
}
