using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Experiments;

/// <summary>What may change while an experiment runs: how many take part, who tries it out, arms of a bandit, and notes. Nothing here gives anybody another arm
/// than he has, but for the units of an arm that is retired.</summary>
public sealed class ExperimentChanges(IDbContextFactory<StudioDbContext> contexts, ConfigurationChanges changes, IDecisionLog log, TimeProvider time)
{
    /// <summary>Ramps up or down. Whoever is in stays in with the same arm.</summary>
    /// <param name="share">Share of the layer, in (0, 1].</param>
    /// <exception cref="ValidationException">Out of range, or not as much is free.</exception>
    public Task<Experiment> SetTrafficAsync(IActor actor, string key, double share, CancellationToken cancellationToken = default) => SaveAsync(
        actor, key, decisionsUseIt: true,
        (playbook, experiment) =>
        {
            new FieldErrors().Require(share is > 0 and <= 1, "traffic", "Take a share above 0 and up to 100 %.").ThrowIfAny();
            DemandOpen(experiment);
            var plan = experiment.PlanOrUsual;
            var free = LayerSpace.Free(playbook.Experiments, plan.Layer, experiment.Key);
            var buckets = LayerSpace.Take(share, experiment.Status == ExperimentStatus.Draft ? [] : plan.Buckets, experiment.Status == ExperimentStatus.Draft ? [new(0, BucketRange.Whole)] : free)
                ?? throw new ValidationException("traffic", string.Create(
                    CultureInfo.InvariantCulture, $"{LayerSpace.FreeShare(playbook.Experiments, plan.Layer, experiment.Key):P0} of the layer {plan.Layer} is free for it."));
            experiment.TakeBuckets(buckets);
        },
        cancellationToken);

    /// <summary>A customer who always gets one arm, from the next conversation on, and is in no number.</summary>
    /// <param name="customerKey">As agents send it; only its hash is kept.</param>
    /// <exception cref="ValidationException">A field is wrong, or the customer tests already.</exception>
    public Task<Experiment> AddTesterAsync(IActor actor, string key, string customerKey, string arm, string note, CancellationToken cancellationToken = default) => SaveAsync(
        actor, key, decisionsUseIt: true,
        (_, experiment) =>
        {
            DemandOpen(experiment);
            var hash = Convert.ToHexStringLower(CustomerHash.Of(log, customerKey));
            var testers = experiment.PlanOrUsual.Testers ?? [];
            new FieldErrors().Text(customerKey, "customerKey", 200).Text(note, "note", 100)
                .Require(experiment.ActiveArms.Any(a => a.Key == arm), "arm", "Choose an arm.")
                .Require(testers.All(t => t.CustomerHash != hash), "customerKey", "This customer tests already.").ThrowIfAny();
            experiment.SetTesters([.. testers, new TesterPart(hash, note.Trim(), arm)]);
        },
        cancellationToken);

    /// <exception cref="NotFoundException">No such tester.</exception>
    public Task<Experiment> RemoveTesterAsync(IActor actor, string key, string customerHash, CancellationToken cancellationToken = default) => SaveAsync(
        actor, key, decisionsUseIt: true,
        (_, experiment) =>
        {
            var testers = experiment.PlanOrUsual.Testers ?? [];
            if (testers.All(t => t.CustomerHash != customerHash))
                throw new NotFoundException("tester", customerHash[..Math.Min(8, customerHash.Length)]);
            experiment.SetTesters([.. testers.Where(t => t.CustomerHash != customerHash)]);
        },
        cancellationToken);

    /// <summary>One arm more in a bandit experiment.</summary>
    /// <exception cref="TransitionException">Its shares are fixed: another arm would change them for those who come later only.</exception>
    public Task<Experiment> AddArmAsync(IActor actor, string key, ArmPart arm, CancellationToken cancellationToken = default) => SaveAsync(
        actor, key, decisionsUseIt: true,
        (playbook, experiment) =>
        {
            DemandBandit(experiment);
            new FieldErrors().Key(arm.Key, "key").Text(arm.Name, "name", 100)
                .Require(!arm.Control, "control", "An experiment has one control.")
                .Require(arm.Share > 0, "share", "The arm needs a share above 0.")
                .Require(experiment.ActiveArms.Count() < 6, "arms", "An experiment has at most 6 arms.")
                .Require(experiment.Arms.All(a => a.Key != arm.Key), "key", "This key is taken, maybe by an arm that was retired.")
                .Require(playbook.Policies.Any(p => p.Id == arm.Policy), "policy", "Choose a policy.").ThrowIfAny();
            experiment.AddArm(arm);
        },
        cancellationToken);

    /// <summary>Nobody gets the arm any more.</summary>
    /// <exception cref="TransitionException">Shares are fixed, or it is the control or the last treatment.</exception>
    public Task<Experiment> RetireArmAsync(IActor actor, string key, string arm, string reason, CancellationToken cancellationToken = default) => SaveAsync(
        actor, key, decisionsUseIt: true,
        (_, experiment) =>
        {
            new FieldErrors().Text(reason, "reason", 1000).ThrowIfAny();
            ArmRetirement.Demand(experiment, arm);
            experiment.RetireArm(arm, reason.Trim());
        },
        cancellationToken);

    /// <summary>A line beside the course.</summary>
    /// <param name="at">The moment it is about; null for now.</param>
    public Task<Experiment> AddNoteAsync(IActor actor, string key, string text, DateTimeOffset? at, CancellationToken cancellationToken = default) => SaveAsync(
        actor, key, decisionsUseIt: false,
        (_, experiment) =>
        {
            new FieldErrors().Text(text, "text", 500).Require(experiment.Notes.Count < 200, "text", "An experiment keeps at most 200 notes.").ThrowIfAny();
            var now = time.GetUtcNow();
            experiment.AddNote(new ExperimentNote(at ?? now, text.Trim(), now, actor.Name));
        },
        cancellationToken);

    private static void DemandOpen(Experiment experiment)
    {
        if (experiment.Status is ExperimentStatus.Stopped or ExperimentStatus.Concluded)
            throw new TransitionException($"The experiment {experiment.Name} is over.");
    }

    private static void DemandBandit(Experiment experiment)
    {
        DemandOpen(experiment);
        if (experiment.PlanOrUsual.Allocation is null)
            throw new TransitionException($"The shares of {experiment.Name} are fixed, so its arms are too: whoever comes later would be compared with whoever came before. Clone it with the new arms, and start the copy.");
    }

    private async Task<Experiment> SaveAsync(IActor actor, string key, bool decisionsUseIt, Action<Playbook, Experiment> change, CancellationToken cancellationToken)
    {
        RoleTable.Demand(actor, UseCase.StartExperiment);
        string playbookKey;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            playbookKey = await db.Experiments.Where(e => e.Key == key).Select(e => e.PlaybookKey).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("experiment", key);
        return decisionsUseIt
            ? await changes.SaveAsync(actor, UseCase.StartExperiment, playbookKey, Change, cancellationToken)
            : await changes.SaveQuietlyAsync(actor, UseCase.StartExperiment, playbookKey, Change, cancellationToken);

        Experiment Change(StudioDbContext db, Playbook playbook)
        {
            var experiment = playbook.Experiments.Single(e => e.Key == key);
            change(playbook, experiment);
            return experiment;
        }
    }
}
