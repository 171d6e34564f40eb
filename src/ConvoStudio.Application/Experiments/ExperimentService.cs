using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Policies;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Experiments;

/// <summary>An experiment to be; nothing is routed before it starts.</summary>
/// <param name="Arms">At least two, exactly one of them the control.</param>
/// <param name="Learners">Policies made with it, for arms that name their ids. They are in force at once; the experiment is not.</param>
public sealed record NewExperiment(string Key, string Name, string Hypothesis, IReadOnlyList<ArmPart> Arms, IReadOnlyList<NewLearner>? Learners = null);

/// <summary>Experiments: create, start, pause, resume, stop, conclude.</summary>
public sealed class ExperimentService(IDbContextFactory<StudioDbContext> contexts, ConfigurationChanges changes, IDecisionLog log, TimeProvider time)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Experiment>> ListAsync(IActor actor, string playbookKey, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadExperiments);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Experiments.AsNoTracking().Include(e => e.Arms.OrderBy(a => a.Position)).Where(e => e.PlaybookKey == playbookKey)
            .OrderByDescending(e => e.CreatedAt).ThenBy(e => e.Key).ToListAsync(cancellationToken);
    }

    /// <exception cref="NotFoundException">No such experiment.</exception>
    public async Task<Experiment> GetAsync(IActor actor, string key, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadExperiments);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Experiments.AsNoTracking().Include(e => e.Arms.OrderBy(a => a.Position)).SingleOrDefaultAsync(e => e.Key == key, cancellationToken)
            ?? throw new NotFoundException("experiment", key);
    }

    /// <exception cref="ValidationException">A field is wrong, or the key is taken.</exception>
    public async Task<Experiment> CreateAsync(IActor actor, string playbookKey, NewExperiment experiment, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.StartExperiment);
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            // Keys are unique in the studio, the playbook's own rows do not tell.
            if (await db.Experiments.AnyAsync(e => e.Key == experiment.Key, cancellationToken))
                throw new ValidationException("key", "This key is taken.");
        }

        var imported = experiment.Learners?.Any(l => l.StartsFromImported) == true ? WarmStart.Find(log, playbookKey) : null;
        // A draft changes no decision, but a new policy is a part of the configuration.
        return experiment.Learners is { Count: > 0 }
            ? await changes.SaveAsync(actor, UseCase.StartExperiment, playbookKey, Add, cancellationToken)
            : await changes.SaveQuietlyAsync(actor, UseCase.StartExperiment, playbookKey, Add, cancellationToken);

        Experiment Add(StudioDbContext db, Playbook playbook)
        {
            Check(playbook, experiment, imported);
            var now = time.GetUtcNow();
            foreach (var learner in experiment.Learners ?? [])
                PolicyService.Add(db, playbook, learner, imported, now);
            var arms = experiment.Arms.OrderByDescending(a => a.Control);
            return playbook.AddExperiment(Experiment.Create(
                experiment.Key, playbook.Key, experiment.Name.Trim(), experiment.Hypothesis.Trim(), arms, now, actor.Name));
        }
    }

    /// <exception cref="TransitionException">Not a draft, or another experiment of the playbook is running.</exception>
    public Task<Experiment> StartAsync(IActor actor, string key, CancellationToken cancellationToken = default) =>
        MoveAsync(
            actor, key,
            (playbook, experiment) =>
            {
                DemandAlone(playbook, experiment);
                experiment.Start(time.GetUtcNow());
            },
            cancellationToken);

    /// <exception cref="TransitionException">Not running.</exception>
    public Task<Experiment> PauseAsync(IActor actor, string key, CancellationToken cancellationToken = default) =>
        MoveAsync(actor, key, (_, experiment) => experiment.Pause(), cancellationToken);

    /// <exception cref="TransitionException">Not paused, or another experiment of the playbook is running.</exception>
    public Task<Experiment> ResumeAsync(IActor actor, string key, CancellationToken cancellationToken = default) =>
        MoveAsync(
            actor, key,
            (playbook, experiment) =>
            {
                DemandAlone(playbook, experiment);
                experiment.Resume();
            },
            cancellationToken);

    /// <exception cref="TransitionException">Neither running nor paused.</exception>
    public Task<Experiment> StopAsync(IActor actor, string key, CancellationToken cancellationToken = default) =>
        MoveAsync(actor, key, (_, experiment) => experiment.Stop(time.GetUtcNow()), cancellationToken);

    /// <exception cref="TransitionException">Not stopped.</exception>
    public Task<Experiment> ConcludeAsync(IActor actor, string key, CancellationToken cancellationToken = default) =>
        MoveAsync(actor, key, (_, experiment) => experiment.Conclude(time.GetUtcNow()), cancellationToken);

    private async Task<Experiment> MoveAsync(IActor actor, string key, Action<Playbook, Experiment> move, CancellationToken cancellationToken)
    {
        RoleTable.Demand(actor, UseCase.StartExperiment);
        string playbookKey;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            playbookKey = await db.Experiments.Where(e => e.Key == key).Select(e => e.PlaybookKey).SingleOrDefaultAsync(cancellationToken)
                ?? throw new NotFoundException("experiment", key);
        }

        return await changes.SaveAsync(
            actor, UseCase.StartExperiment, playbookKey,
            (_, playbook) =>
            {
                var experiment = playbook.Experiments.Single(e => e.Key == key);
                move(playbook, experiment);
                return experiment;
            },
            cancellationToken);
    }

    private static void DemandAlone(Playbook playbook, Experiment experiment)
    {
        if (playbook.Experiments.FirstOrDefault(e => e.Status == ExperimentStatus.Running && e.Key != experiment.Key) is { } other)
            throw new TransitionException($"The experiment {other.Name} is running. A playbook can run one at a time; stop or pause it first.");
    }

    private static void Check(Playbook playbook, NewExperiment experiment, WarmStart? imported)
    {
        var arms = experiment.Arms ?? [];
        var errors = new FieldErrors().Key(experiment.Key, "key").Text(experiment.Name, "name", 100).Text(experiment.Hypothesis, "hypothesis", 1000)
            .Require(arms.Count is >= 2 and <= 6, "arms", "Use 2 to 6 arms.")
            .Require(arms.Count(a => a.Control) == 1, "arms", "Exactly one arm is the control.")
            .Require(arms.All(a => a.Share > 0), "arms", "Every arm needs a share above 0.")
            .Require(arms.Sum(a => (long)a.Share) <= uint.MaxValue, "arms", "The shares add up to too much.")
            .Require(arms.Select(a => a.Key).Distinct(StringComparer.Ordinal).Count() == arms.Count, "arms", "Every arm needs a key of its own.");
        var learners = experiment.Learners ?? [];
        PolicyService.Check(errors, playbook, learners, imported, i => $"learners[{i}].")
            .Require(learners.All(l => arms.Any(a => a.Policy == l.Id)), "learners", "Every new policy needs an arm.");
        for (var i = 0; i < arms.Count; i++)
        {
            var arm = arms[i];
            errors.Key(arm.Key, $"arms[{i}].key").Text(arm.Name, $"arms[{i}].name", 100)
                .Require(
                    playbook.Policies.Any(p => p.Id == arm.Policy) || learners.Any(l => l.Id == arm.Policy), $"arms[{i}].policy",
                    string.IsNullOrEmpty(arm.Policy) ? "Choose a policy." : $"The playbook has no policy {arm.Policy}.");
        }

        errors.ThrowIfAny();
    }
}
