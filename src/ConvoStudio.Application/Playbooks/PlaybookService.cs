using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Engine.Utterances;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Playbooks;

/// <summary>A line of the list of playbooks.</summary>
public sealed record PlaybookListItem(
    string Key, string Name, string Champion, int Actions, int Facts, int RunningExperiments, DateTimeOffset CreatedAt, Guid? ImportId,
    string? Sample = null);

/// <summary>Name, locale, idle time and fallback of a playbook.</summary>
/// <param name="Locale">The first locale.</param>
/// <param name="Fallback">Key of the action answered when every action is blocked.</param>
/// <param name="OtherLocales">Further locales in which actions may have words, at most 19; null to keep them.</param>
public sealed record PlaybookEdit(string Name, string Locale, int IdleMinutes, string Fallback, IReadOnlyList<string>? OtherLocales = null);

/// <summary>Playbooks and their heads, acts and reward. Products, actions, facts and rules have services of their own.</summary>
public sealed class PlaybookService(IDbContextFactory<StudioDbContext> contexts, ConfigurationChanges changes, TimeProvider time)
{
    public const string DefaultLocale = "en";
    public const int DefaultIdleMinutes = 30;
    private static readonly HashSet<string> ReservedKeys = new(StringComparer.Ordinal) { "new", "samples" };
    private const int MostLocales = 20;

    public async Task<IReadOnlyList<PlaybookListItem>> ListAsync(IActor actor, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadPlaybooks);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Playbooks.AsNoTracking().OrderBy(p => p.Name).ThenBy(p => p.Key)
            .Select(p => new PlaybookListItem(
                p.Key, p.Name, p.Champion, p.Actions.Count(a => !a.Archived), p.Facts.Count(f => !f.Archived),
                p.Experiments.Count(e => e.Status == Experiments.ExperimentStatus.Running), p.CreatedAt, p.ImportId, p.Sample))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The whole playbook, to read.</summary>
    /// <exception cref="NotFoundException">No such playbook.</exception>
    public async Task<Playbook> GetAsync(IActor actor, string key, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadPlaybooks);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ConfigurationChanges.Whole(db).AsNoTracking().SingleOrDefaultAsync(p => p.Key == key, cancellationToken)
            ?? throw new NotFoundException("playbook", key);
    }

    /// <summary>A playbook with the fallback action hand-over and the uniform policy.</summary>
    /// <exception cref="ValidationException">A field is wrong, or the key is taken.</exception>
    public Task<Playbook> CreateAsync(
        IActor actor, string key, string name, string locale = DefaultLocale, int idleMinutes = DefaultIdleMinutes, CancellationToken cancellationToken = default) =>
        changes.CreateAsync(
            actor, UseCase.CreatePlaybook,
            async db =>
            {
                await CheckNewAsync(db, key, name, locale, idleMinutes, cancellationToken);
                return Playbook.Create(key, name.Trim(), LocaleTag.Normalized(locale), idleMinutes, time.GetUtcNow(), actor.Name);
            },
            cancellationToken);

    public Task<Playbook> EditAsync(IActor actor, string key, PlaybookEdit edit, int expectedVersion, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(
            actor, UseCase.EditPlaybook, key,
            (_, playbook) =>
            {
                ConflictException.ThrowIfStale(expectedVersion, playbook.Version, $"The playbook {playbook.Name}", edit, playbook);
                var fallback = playbook.Actions.FirstOrDefault(a => a.Key == edit.Fallback && !a.Archived);
                IReadOnlyList<string> locales = [LocaleTag.Normalized(edit.Locale), .. (edit.OtherLocales ?? playbook.OtherLocales ?? []).Select(LocaleTag.Normalized)];
                Check(new FieldErrors(), edit.Name, edit.Locale, edit.IdleMinutes)
                    .Require(fallback is not null, "fallback", "Choose an action that is not archived.")
                    .Require(locales.Skip(1).All(LocaleTag.IsValid), "locales", "Use language tags such as en or de-AT.")
                    .Require(locales.Count <= MostLocales, "locales", $"At most {MostLocales} locales.")
                    .Require(locales.Distinct(StringComparer.Ordinal).Count() == locales.Count, "locales", "Each locale once.").ThrowIfAny();
                playbook.Edit(edit.Name.Trim(), locales, edit.IdleMinutes, fallback!.Number);
                return playbook;
            },
            cancellationToken);

    public Task<Playbook> SetRewardAsync(
        IActor actor, string key, RewardDefinition reward, int expectedVersion, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(
            actor, UseCase.EditReward, key,
            (_, playbook) =>
            {
                ConflictException.ThrowIfStale(expectedVersion, playbook.Version, $"The playbook {playbook.Name}", reward, playbook);
                Check(reward);
                playbook.SetReward(reward);
                return playbook;
            },
            cancellationToken);

    /// <summary>Declares an act, or changes its flags when it is there already.</summary>
    public Task<PlaybookAct> SetActAsync(
        IActor actor, string playbookKey, string act, bool statesOutcome, bool byAgent, bool byCustomer, int? expectedVersion = null,
        CancellationToken cancellationToken = default) =>
        changes.SaveAsync(
            actor, UseCase.EditPlaybook, playbookKey,
            (_, playbook) =>
            {
                var errors = new FieldErrors().Key(act, "key").Require(byAgent || byCustomer, "byAgent", "Say who does it: the agent, the customer or both.")
                    .Require(act != Unlabelled.Word, "key", $"“{Unlabelled.Word}” is kept for turns nobody has labelled; choose another word.");
                var used = playbook.Actions.FirstOrDefault(a => !a.Archived && a.Acts.Contains(act, StringComparer.Ordinal));
                errors.Require(!statesOutcome || used is null, "statesOutcome", $"The action {used?.Key} uses it; archive that action first.").ThrowIfAny();
                if (playbook.Acts.FirstOrDefault(a => a.Key == act) is not { } known)
                    return playbook.AddAct(act, statesOutcome, byAgent, byCustomer);
                ConflictException.ThrowIfStale(expectedVersion, known.Version, $"The act {act}", statesOutcome, known);
                known.Edit(statesOutcome, byAgent, byCustomer);
                return known;
            },
            cancellationToken);

    internal static async Task CheckNewAsync(
        StudioDbContext db, string key, string name, string locale, int idleMinutes, CancellationToken cancellationToken)
    {
        var errors = Check(new FieldErrors().Key(key, "key"), name, locale, idleMinutes);
        errors.Require(!ReservedKeys.Contains(key), "key", "This word is part of an address of the console; choose another key.")
            .Require(!await db.Playbooks.AnyAsync(p => p.Key == key, cancellationToken), "key", "This key is taken.").ThrowIfAny();
    }

    private static FieldErrors Check(FieldErrors errors, string name, string locale, int idleMinutes) => errors
        .Text(name, "name", 100)
        .Require(LocaleTag.IsValid(locale), "locale", "Use a language tag such as en or en-GB.")
        .Require(idleMinutes is >= 1 and <= 10_080, "idleMinutes", "1 to 10,080 minutes (a week).");

    private static void Check(RewardDefinition reward)
    {
        var errors = new FieldErrors();
        foreach (var error in reward.Validate())
            errors.Require(holds: false, FieldNames.Camel(error.Field), error.Message);
        errors.ThrowIfAny();
    }
}
