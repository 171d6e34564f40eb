using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Experiments;

/// <summary>The launch list for whoever wants to see it: of a saved experiment, or of one that is still being written.</summary>
public sealed class LaunchReview(IDbContextFactory<StudioDbContext> contexts, LaunchChecklist checklist, TimeProvider time)
{
    /// <exception cref="NotFoundException">No such experiment.</exception>
    public async Task<IReadOnlyList<LaunchCheck>> OfAsync(IActor actor, string key, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadExperiments);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var playbook = await ConfigurationChanges.Whole(db).AsNoTracking().SingleOrDefaultAsync(p => p.Experiments.Any(e => e.Key == key), cancellationToken)
            ?? throw new NotFoundException("experiment", key);
        return await checklist.ListAsync(playbook, playbook.Experiments.Single(e => e.Key == key), cancellationToken);
    }

    /// <param name="draft">As it would be saved; fields that are wrong do not matter here.</param>
    /// <exception cref="NotFoundException">No such playbook.</exception>
    public async Task<IReadOnlyList<LaunchCheck>> OfAsync(IActor actor, string playbookKey, NewExperiment draft, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadExperiments);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var playbook = await ConfigurationChanges.Whole(db).AsNoTracking().SingleOrDefaultAsync(p => p.Key == playbookKey, cancellationToken)
            ?? throw new NotFoundException("playbook", playbookKey);
        var experiment = Experiment.Create(draft.Key, playbookKey, draft, time.GetUtcNow(), actor.Name);
        return await checklist.ListAsync(playbook, experiment, [.. (draft.Learners ?? []).Select(l => l.Id)], cancellationToken);
    }
}
