using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Policies;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Experiments;

/// <summary>Experiments: create, rewrite, start, pause, resume, stop, conclude. What may change while one runs is <see cref="ExperimentChanges"/>.</summary>
public sealed class ExperimentService(
    IDbContextFactory<StudioDbContext> contexts, ConfigurationChanges changes, IDecisionLog log, LaunchChecklist launch, IMetricsFeed metrics, TimeProvider time)
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
            return playbook.AddExperiment(Experiment.Create(experiment.Key, playbook.Key, experiment, now, actor.Name));
        }
    }

    /// <summary>Writes a draft anew; its key stays.</summary>
    /// <param name="expectedVersion">The version the change was made on.</param>
    /// <exception cref="ValidationException">A field is wrong.</exception>
    /// <exception cref="TransitionException">It is no draft any more.</exception>
    /// <exception cref="ConflictException">Somebody else changed it meanwhile.</exception>
    public async Task<Experiment> RewriteAsync(IActor actor, string key, NewExperiment draft, int expectedVersion, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.StartExperiment);
        return await changes.SaveQuietlyAsync(
            actor, UseCase.StartExperiment, await PlaybookOfAsync(key, cancellationToken),
            (_, playbook) =>
            {
                var experiment = playbook.Experiments.Single(e => e.Key == key);
                if (experiment.Status == ExperimentStatus.Draft)
                    ConflictException.ThrowIfStale(expectedVersion, experiment.Version, $"The experiment {experiment.Name}", draft, experiment);
                Check(playbook, draft with { Key = key }, null);
                experiment.Rewrite(draft);
                return experiment;
            },
            cancellationToken);
    }

    /// <summary>Starts it, if nothing on the launch list stands in the way, on free buckets of its layer.</summary>
    /// <exception cref="TransitionException">Not a draft, or its layer has no room.</exception>
    /// <exception cref="ValidationException">Something on the launch list stands in the way.</exception>
    public Task<Experiment> StartAsync(IActor actor, string key, CancellationToken cancellationToken = default) =>
        MoveAsync(
            actor, key,
            (playbook, experiment) =>
            {
                if (experiment.Status == ExperimentStatus.Draft)
                    launch.Demand(playbook, experiment);
                TakeRoom(playbook, experiment);
                experiment.Start(time.GetUtcNow());
            },
            cancellationToken);

    /// <exception cref="TransitionException">Not running.</exception>
    /// <exception cref="ValidationException">No reason.</exception>
    public Task<Experiment> PauseAsync(IActor actor, string key, string reason, CancellationToken cancellationToken = default) =>
        MoveAsync(actor, key, (_, experiment) => experiment.Pause(Reason(reason)), cancellationToken);

    /// <summary>Goes on with the same buckets, which nobody else got meanwhile.</summary>
    /// <exception cref="TransitionException">Not paused.</exception>
    public Task<Experiment> ResumeAsync(IActor actor, string key, CancellationToken cancellationToken = default) =>
        MoveAsync(actor, key, (_, experiment) => experiment.Resume(), cancellationToken);

    /// <exception cref="TransitionException">Neither running nor paused.</exception>
    /// <exception cref="ValidationException">No reason.</exception>
    public Task<Experiment> StopAsync(IActor actor, string key, string reason, CancellationToken cancellationToken = default) =>
        MoveAsync(actor, key, (_, experiment) => experiment.Stop(Reason(reason), time.GetUtcNow()), cancellationToken);

    /// <summary>Ends it with a decision. One against the verdict needs a reason.</summary>
    /// <exception cref="TransitionException">Not stopped.</exception>
    /// <exception cref="ValidationException">No such arm, nothing learnt, or a reason is missing.</exception>
    public Task<Experiment> ConcludeAsync(IActor actor, string key, NewConclusion conclusion, CancellationToken cancellationToken = default) =>
        MoveAsync(
            actor, key,
            (_, experiment) => experiment.Conclude(ConclusionMaker.Make(experiment, conclusion, metrics.Latest(key), time.GetUtcNow(), actor.Name)),
            cancellationToken);

    private static string Reason(string? reason)
    {
        new FieldErrors().Text(reason, "reason", 1000).ThrowIfAny();
        return reason!.Trim();
    }

    private async Task<Experiment> MoveAsync(IActor actor, string key, Action<Playbook, Experiment> move, CancellationToken cancellationToken)
    {
        RoleTable.Demand(actor, UseCase.StartExperiment);
        return await changes.SaveAsync(
            actor, UseCase.StartExperiment, await PlaybookOfAsync(key, cancellationToken),
            (_, playbook) =>
            {
                var experiment = playbook.Experiments.Single(e => e.Key == key);
                move(playbook, experiment);
                return experiment;
            },
            cancellationToken);
    }

    private async Task<string> PlaybookOfAsync(string key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Experiments.Where(e => e.Key == key).Select(e => e.PlaybookKey).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("experiment", key);
    }

    private static void TakeRoom(Playbook playbook, Experiment experiment)
    {
        var plan = experiment.PlanOrUsual;
        var free = LayerSpace.Free(playbook.Experiments, plan.Layer, experiment.Key);
        if (LayerSpace.Take(plan.Traffic, [], free) is { } buckets)
        {
            experiment.TakeBuckets(buckets);
            return;
        }

        var others = playbook.Experiments.Where(e => e.Key != experiment.Key && e.Status is ExperimentStatus.Running or ExperimentStatus.Paused && e.PlanOrUsual.Layer == plan.Layer).Select(e => e.Name);
        throw new TransitionException(string.Create(
            CultureInfo.InvariantCulture,
            $"{experiment.Name} wants {plan.Traffic:P0} of the layer {plan.Layer}, and {LayerSpace.FreeShare(playbook.Experiments, plan.Layer, experiment.Key):P0} is free: {string.Join(", ", others)} has the rest. Stop one, or take less."));
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

        errors.Plan(experiment.Plan ?? ExperimentPlan.Usual, arms, playbook).ThrowIfAny();
    }
}
