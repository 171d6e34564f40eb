using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Policies;

/// <summary>A policy of a playbook, with its settings when it learns.</summary>
public sealed record PolicyLine(PolicyVersion Policy, LearnerSettings? Settings);

/// <summary>Policies of a playbook: what there is, and new ones that learn.</summary>
public sealed class PolicyService(IDbContextFactory<StudioDbContext> contexts, ConfigurationChanges changes, IDecisionLog log, TimeProvider time)
{
    /// <summary>In the order in which they were made.</summary>
    /// <exception cref="NotFoundException">No such playbook.</exception>
    public async Task<IReadOnlyList<PolicyLine>> ListAsync(IActor actor, string playbookKey, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadPolicies);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var playbook = await db.Playbooks.AsNoTracking().Include(p => p.Policies).SingleOrDefaultAsync(p => p.Key == playbookKey, cancellationToken)
            ?? throw new NotFoundException("playbook", playbookKey);
        var hashes = playbook.Policies.Where(p => PolicyFactory.Learns(p.Kind)).Select(p => p.ParametersHash).OfType<string>().ToList();
        var parameters = await db.PolicyParameters.AsNoTracking().Where(p => hashes.Contains(p.Hash)).ToDictionaryAsync(p => p.Hash, p => p.Bytes, cancellationToken);
        return [.. playbook.Policies.OrderBy(p => p.CreatedAt).ThenBy(p => p.Id, StringComparer.Ordinal).Select(p => new PolicyLine(p, SettingsOf(p, parameters)))];
    }

    /// <summary>What a new learner could start from, or null when nothing was imported.</summary>
    public WarmStart? FindWarmStart(IActor actor, string playbookKey)
    {
        RoleTable.Demand(actor, UseCase.ReadPolicies);
        return WarmStart.Find(log, playbookKey);
    }

    /// <summary>Adds a policy that learns. It is in force at once and learns from every decision of the playbook, before any conversation is sent to it.</summary>
    /// <exception cref="ValidationException">A field is wrong, or the id is taken.</exception>
    public Task<PolicyLine> CreateAsync(IActor actor, string playbookKey, NewLearner learner, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.StartExperiment);
        // Before the transaction, which must be short.
        var imported = learner.StartsFromImported ? WarmStart.Find(log, playbookKey) : null;
        return changes.SaveAsync(
            actor, UseCase.StartExperiment, playbookKey,
            (db, playbook) =>
            {
                Check(new FieldErrors(), playbook, [learner], imported, _ => "").ThrowIfAny();
                return Add(db, playbook, learner, imported, time.GetUtcNow());
            },
            cancellationToken);
    }

    /// <summary>Adds what is wrong with learners that are to join a playbook.</summary>
    /// <param name="prefix">Of the field names of the n-th.</param>
    internal static FieldErrors Check(FieldErrors errors, Playbook playbook, IReadOnlyList<NewLearner> learners, WarmStart? imported, Func<int, string> prefix)
    {
        for (var i = 0; i < learners.Count; i++)
        {
            var learner = learners[i];
            var taken = playbook.Policies.Any(p => p.Id == learner.Id) || learners.Take(i).Any(l => l.Id == learner.Id);
            learner.Check(errors, playbook.Reward, prefix(i)).Require(!taken, $"{prefix(i)}id", "This id is taken.")
                .Require(!learner.StartsFromImported || imported is not null, $"{prefix(i)}startsFromImported", "Nothing was imported into this playbook.");
        }

        return errors;
    }

    internal static PolicyLine Add(StudioDbContext db, Playbook playbook, NewLearner learner, WarmStart? imported, DateTimeOffset at)
    {
        var settings = learner.Settings(playbook.Reward, imported);
        var parameters = PolicyParameters.Of(settings.Save());
        if (db.PolicyParameters.Local.All(p => p.Hash != parameters.Hash) && !db.PolicyParameters.Any(p => p.Hash == parameters.Hash))
            db.PolicyParameters.Add(parameters);
        var policy = PolicyVersion.Create(playbook.Key, learner.Id, learner.Name.Trim(), learner.Kind, parameters.Hash, learner.Floor, null, at);
        return new(playbook.AddPolicy(policy), settings);
    }

    private static LearnerSettings? SettingsOf(PolicyVersion policy, Dictionary<string, byte[]> parameters) => policy switch
    {
        _ when !PolicyFactory.Learns(policy.Kind) => null,
        { ParametersHash: { } hash } => LearnerSettings.Load(parameters[hash]),
        _ => LearnerSettings.Default,
    };
}
