using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Playbooks;

/// <summary>Facts of a playbook. A fact is never deleted, its type never changes, and words are only appended.</summary>
public sealed class FactService(ConfigurationChanges changes)
{
    private const int MostWords = 500;
    private const FactUsages AllUsages = FactUsages.Policy | FactUsages.Rules | FactUsages.Audit;

    /// <exception cref="ValidationException">A field is wrong, or the key is taken.</exception>
    public Task<PlaybookFact> AddAsync(
        IActor actor, string playbookKey, string key, FactType type, FactUsages usages, IReadOnlyList<string>? words = null, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(actor, UseCase.EditFacts, playbookKey, (_, playbook) => Add(playbook, key, type, usages, words ?? []), cancellationToken);

    /// <param name="words">All words in their order; those that are there must come first and unchanged.</param>
    /// <exception cref="ConflictException">Somebody else saved first.</exception>
    public Task<PlaybookFact> EditAsync(
        IActor actor, string playbookKey, string key, FactUsages usages, IReadOnlyList<string> words, int expectedVersion, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(actor, UseCase.EditFacts, playbookKey, (_, playbook) => Edit(playbook, key, usages, words, expectedVersion), cancellationToken);

    /// <exception cref="TransitionException">Already so.</exception>
    public Task<PlaybookFact> ArchiveAsync(IActor actor, string playbookKey, string key, int expectedVersion, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(actor, UseCase.EditFacts, playbookKey, (_, playbook) => SetArchived(playbook, key, archived: true, expectedVersion), cancellationToken);

    /// <exception cref="TransitionException">Already so.</exception>
    public Task<PlaybookFact> RestoreAsync(IActor actor, string playbookKey, string key, int expectedVersion, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(actor, UseCase.EditFacts, playbookKey, (_, playbook) => SetArchived(playbook, key, archived: false, expectedVersion), cancellationToken);

    internal static PlaybookFact Add(Playbook playbook, string key, FactType type, FactUsages usages, IReadOnlyList<string> words)
    {
        var errors = new FieldErrors().Key(key, "key").Require(Enum.IsDefined(type), "type", "Choose number, category or flag.")
            .Require(playbook.Facts.All(f => f.Key != key), "key", "This key is taken, maybe by an archived fact.");
        Check(errors, type, usages, words);
        return playbook.AddFact(key, type, usages, words);
    }

    internal static PlaybookFact Edit(Playbook playbook, string key, FactUsages usages, IReadOnlyList<string> words, int expectedVersion)
    {
        var fact = Find(playbook, key);
        ConflictException.ThrowIfStale(expectedVersion, fact.Version, $"The fact {key}", usages, fact);
        var errors = new FieldErrors().Require(
            words.Take(fact.Words.Count).SequenceEqual(fact.Words, StringComparer.Ordinal), "words", "Words may only be added at the end: what was learnt hangs on their order.");
        var rule = playbook.Rules.FirstOrDefault(r => r.Rule.Body.Facts.Contains(key));
        errors.Require(
            rule is null || (usages & (FactUsages.Rules | FactUsages.Policy)) != FactUsages.None, "usages", $"The rule {rule?.Key} reads it; withdraw that rule first.");
        Check(errors, fact.Type, usages, words);
        UtteranceCheck.DemandSayable(playbook, product: null, fact.ToDefinition() with { Usages = usages }, _ => "usages");
        fact.Edit(usages, words);
        return fact;
    }

    internal static PlaybookFact SetArchived(Playbook playbook, string key, bool archived, int expectedVersion)
    {
        var fact = Find(playbook, key);
        ConflictException.ThrowIfStale(expectedVersion, fact.Version, $"The fact {key}", archived, fact);
        if (archived && playbook.Rules.FirstOrDefault(r => r.Rule.Body.Facts.Contains(key)) is { } rule)
            throw new ValidationException("key", $"The rule {rule.Key} reads it; withdraw that rule first.");
        UtteranceCheck.DemandSayable(playbook, product: null, fact.ToDefinition() with { Archived = archived }, _ => "key");
        fact.SetArchived(archived);
        return fact;
    }

    /// <summary>Every mistake by field; empty when it could be saved. For showing it while somebody types.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Problems(
        Playbook playbook, string key, FactType type, FactUsages usages, IReadOnlyList<string> words, bool isNew)
    {
        var errors = new FieldErrors();
        if (isNew)
            errors.Key(key, "key").Require(playbook.Facts.All(f => f.Key != key), "key", "This key is taken, maybe by an archived fact.");
        var before = isNew ? [] : Find(playbook, key).Words;
        errors.Require(words.Take(before.Count).SequenceEqual(before, StringComparer.Ordinal), "words", "Words may only be added at the end: what was learnt hangs on their order.");
        try
        {
            Check(errors, type, usages, words);
            if (!isNew)
                UtteranceCheck.DemandSayable(playbook, product: null, Find(playbook, key).ToDefinition() with { Usages = usages }, _ => "usages");
            return new Dictionary<string, IReadOnlyList<string>>();
        }
        catch (ValidationException exception)
        {
            return exception.Errors;
        }
    }

    private static PlaybookFact Find(Playbook playbook, string key) =>
        playbook.Facts.FirstOrDefault(f => f.Key == key) ?? throw new NotFoundException("fact", key);

    private static void Check(FieldErrors errors, FactType type, FactUsages usages, IReadOnlyList<string> words) => errors
        .Require((usages & ~AllUsages) == FactUsages.None, "usages", "Choose among policy, rules and audit.")
        .Require(type == FactType.Category || words.Count == 0, "words", "Only a category has words.")
        .Require(words.Count <= MostWords, "words", $"At most {MostWords} words.")
        .Require(words.All(w => !string.IsNullOrWhiteSpace(w) && w.Length <= 200), "words", "Words have 1 to 200 characters.")
        .Require(words.Distinct(StringComparer.Ordinal).Count() == words.Count, "words", "Each word once.")
        .ThrowIfAny();
}
