using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Policies;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Holdouts;

/// <summary>What a holdout should be.</summary>
/// <param name="Share">Share of the customers, in [0, 0.5]; 0 ends it.</param>
/// <param name="Policy">Id of a policy that does not learn; not looked at when it ends.</param>
/// <param name="Reason">Kept in the audit log.</param>
public sealed record HoldoutEdit(double Share, string Policy, string Reason);

/// <summary>A playbook's holdout and what it shows so far.</summary>
/// <param name="Holdout">Null while nobody ever set one.</param>
/// <param name="PolicyName">Name of its policy; null without a holdout.</param>
/// <param name="Version">Of the playbook, to change it.</param>
/// <param name="Frame">Arms <see cref="PlaybookHoldout.HeldArm"/> and <see cref="PlaybookHoldout.OthersArm"/>; null before it was in force.</param>
public sealed record HoldoutState(string Playbook, PlaybookHoldout? Holdout, string? PolicyName, int Version, MetricsFrame? Frame);

/// <summary>The share of customers that no experiment meets. A change is in force for the next conversations; running ones stay where they are.</summary>
public sealed class HoldoutService(IDbContextFactory<StudioDbContext> contexts, ConfigurationChanges changes, IMetricsFeed metrics, TimeProvider time)
{
    /// <exception cref="NotFoundException">No such playbook.</exception>
    public async Task<HoldoutState> GetAsync(IActor actor, string playbookKey, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadExperiments);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var playbook = await db.Playbooks.AsNoTracking().Include(p => p.Policies).SingleOrDefaultAsync(p => p.Key == playbookKey, cancellationToken) ?? throw new NotFoundException("playbook", playbookKey);
        return StateOf(playbook);
    }

    /// <param name="expectedVersion">The playbook's version the change was made on.</param>
    /// <exception cref="ValidationException">A field is wrong.</exception>
    /// <exception cref="ConflictException">Somebody else changed the playbook meanwhile.</exception>
    public async Task<HoldoutState> SetAsync(IActor actor, string playbookKey, HoldoutEdit edit, int expectedVersion, CancellationToken cancellationToken = default)
    {
        var saved = await changes.SaveAsync(
            actor, UseCase.SetHoldout, playbookKey,
            (_, playbook) =>
            {
                ConflictException.ThrowIfStale(expectedVersion, playbook.Version, $"The playbook {playbook.Name}", edit, playbook);
                Check(playbook, edit);
                playbook.SetHoldout(Make(playbook.Holdout, edit, actor.Name));
                return playbook;
            },
            cancellationToken);
        return StateOf(saved);
    }

    /// <summary>Policies that may be held on: those that stay as they are.</summary>
    public static IEnumerable<PolicyVersion> Choices(Playbook playbook) => playbook.Policies.Where(p => !PolicyFactory.Learns(p.Kind));

    private PlaybookHoldout Make(PlaybookHoldout? before, HoldoutEdit edit, string by)
    {
        var policy = edit.Share > 0 ? edit.Policy : before!.Policy;
        // The same share and policy again: only the reason is new, and results go on.
        var same = before is not null && before.Share == edit.Share && before.Policy == policy;
        return new PlaybookHoldout(edit.Share, policy, edit.Reason.Trim(), same ? before!.Since : time.GetUtcNow(), by);
    }

    private static void Check(Playbook playbook, HoldoutEdit edit)
    {
        var policy = playbook.Policies.FirstOrDefault(p => p.Id == edit.Policy);
        new FieldErrors()
            .Require(edit.Share is >= 0 and <= PlaybookHoldout.MostShare, "share", "Hold out 0 to 50 % of the customers.")
            .Require(edit.Share != 0 || playbook.Holdout is not null, "share", "Nobody is held out. Take a share above 0 %.")
            .Require(!(edit.Share > 0) || policy is not null, "policy", string.IsNullOrEmpty(edit.Policy) ? "Choose a policy." : $"The playbook has no policy {edit.Policy}.")
            .Require(!(edit.Share > 0) || policy is null || !PolicyFactory.Learns(policy.Kind), "policy", $"{policy?.Name} learns, so it would not stay what it is. Choose one that does not learn.")
            .Text(edit.Reason, "reason", 1000).ThrowIfAny();
    }

    private HoldoutState StateOf(Playbook playbook) =>
        new(
            playbook.Key, playbook.Holdout, playbook.Policies.FirstOrDefault(p => p.Id == playbook.Holdout?.Policy)?.Name ?? playbook.Holdout?.Policy, playbook.Version,
            playbook.Holdout is null ? null : metrics.Latest(PlaybookHoldout.MetricsKey(playbook.Key)));
}
