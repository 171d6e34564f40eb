using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Compliance.Sentences;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Compliance;

/// <summary>What a verification job works on.</summary>
internal sealed record RuleVerificationInput(string Playbook, VerificationRequest Request);

/// <summary>A verification that is done, and whether rules or actions have changed since.</summary>
public sealed record RuleVerificationRead(RuleVerification Verification, bool IsStale);

/// <summary>Starts verifications and reads their results. The work is a job: it goes on when the page is left, and can be cancelled.</summary>
public sealed class RuleVerificationService(IDbContextFactory<StudioDbContext> contexts, JobService jobs)
{
    public const int LeastStates = 100;
    public const int MostStates = 1_000_000;

    /// <exception cref="ValidationException">A field is wrong.</exception>
    /// <exception cref="NotFoundException">No such playbook.</exception>
    public async Task<Job> StartAsync(IActor actor, string playbookKey, VerificationRequest request, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.EditRules);
        new FieldErrors().Require(request.MostStates is >= LeastStates and <= MostStates, "mostStates", $"{LeastStates} to {MostStates}.")
            .Require(Enum.IsDefined(request.Mode), "mode", "Must be shielded or raw-policy.").Require(Enum.IsDefined(request.Rules), "rules", "Must be in-force, with-shadow or with-drafts.").ThrowIfAny();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var name = await db.Playbooks.Where(p => p.Key == playbookKey).Select(p => p.Name).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("playbook", playbookKey);
        var input = JsonSerializer.Serialize(new RuleVerificationInput(playbookKey, request), RuleVerificationJson.Default.RuleVerificationInput);
        var job = jobs.Add(db, actor, RuleVerificationJob.JobKind, $"Verify the rules of {name}", input, playbookKey);
        await db.SaveChangesAsync(cancellationToken);
        jobs.Enqueue(job.Id);
        return job;
    }

    /// <param name="id">Id of the job.</param>
    /// <exception cref="NotFoundException">There is no result (yet).</exception>
    public async Task<RuleVerificationRead> GetAsync(IActor actor, Guid id, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadPlaybooks);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.RuleVerifications.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, cancellationToken) ?? throw new NotFoundException("verification", id.ToString());
        return await ReadAsync(db, found, cancellationToken);
    }

    /// <summary>The newest result of a playbook, or null.</summary>
    public async Task<RuleVerificationRead?> NewestAsync(IActor actor, string playbookKey, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadPlaybooks);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.RuleVerifications.AsNoTracking().Where(v => v.PlaybookKey == playbookKey).OrderByDescending(v => v.At).FirstOrDefaultAsync(cancellationToken) is { } found
            ? await ReadAsync(db, found, cancellationToken)
            : null;
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<RuleVerification>> ListAsync(IActor actor, string playbookKey, int take = 20, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadPlaybooks);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.RuleVerifications.AsNoTracking().Where(v => v.PlaybookKey == playbookKey).OrderByDescending(v => v.At).Take(Math.Clamp(take, 1, 200)).ToListAsync(cancellationToken);
    }

    internal static async Task<(Playbook Playbook, IReadOnlyList<SentenceRule> Rules, string Hash)> SubjectAsync(
        StudioDbContext db, string playbookKey, VerifiedRules which, CancellationToken cancellationToken)
    {
        var playbook = await ConfigurationChanges.Whole(db).AsNoTracking().SingleOrDefaultAsync(p => p.Key == playbookKey, cancellationToken) ?? throw new NotFoundException("playbook", playbookKey);
        var versions = await db.ComplianceRules.AsNoTracking()
            .Where(r => r.PlaybookKey == playbookKey && r.Status != RuleStatus.Superseded && r.Status != RuleStatus.Withdrawn).ToListAsync(cancellationToken);
        var chosen = versions.Where(r => which == VerifiedRules.WithDrafts || r.Status == RuleStatus.InForce || (which == VerifiedRules.WithShadow && r.Status == RuleStatus.Shadow))
            .GroupBy(r => r.Key, StringComparer.Ordinal).Select(g => g.MaxBy(r => r.Number)!).OrderBy(r => r.Key, StringComparer.Ordinal).ToList();
        var definition = ConfigurationComposer.DefinitionOf(playbook);
        var content = ConfigurationHash.OfPart(new RulesPart([], [.. chosen.Select(r => new SentencePart(r.Key, r.Number, r.Document))], null, playbook.RuleTerms)) + ConfigurationHash.OfPart(definition);
        return (playbook, [.. chosen.Select(r => r.Rule)], RuleDocument.Hash(content));
    }

    private static async Task<RuleVerificationRead> ReadAsync(StudioDbContext db, RuleVerification found, CancellationToken cancellationToken) =>
        new(found, (await SubjectAsync(db, found.PlaybookKey, found.Request.Rules, cancellationToken)).Hash != found.ContentHash);
}
