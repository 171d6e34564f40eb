using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Compliance.Sentences;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Compliance;

/// <summary>Which rules a list shows; null shows all.</summary>
/// <param name="Text">Words of the sentence, or a part of the key.</param>
/// <param name="Status">The newest version or a live one has this status.</param>
/// <param name="Form">Name of the sentence's kind.</param>
public sealed record RuleQuery(string? Text = null, RuleStatus? Status = null, string? Form = null, int Skip = 0, int Take = 100);

/// <summary>A rule in a list.</summary>
/// <param name="Newest">Its newest version.</param>
/// <param name="InForce">The version that blocks, or null.</param>
/// <param name="Shadow">The version that records, or null.</param>
public sealed record RuleLine(ComplianceRule Newest, ComplianceRule? InForce, ComplianceRule? Shadow);

/// <summary>Lines of a page and how many there are in all.</summary>
public sealed record RulePage(IReadOnlyList<RuleLine> Lines, int Total);

/// <summary>A rule with everything it ever said and was.</summary>
/// <param name="Versions">Newest first.</param>
/// <param name="Steps">What was done with it, newest first.</param>
public sealed record RuleDetail(IReadOnlyList<ComplianceRule> Versions, IReadOnlyList<RuleStep> Steps)
{
    public ComplianceRule Newest => Versions[0];

    public ComplianceRule? InForce => Versions.FirstOrDefault(v => v.Status == RuleStatus.InForce);
}

/// <summary>Names rules use, with the version an edit of them must name.</summary>
public sealed record RuleTermsRead(RuleTerms Terms, int Version, RuleVocabulary Vocabulary);

/// <summary>Reads rules: lists, one with its history, and what a sentence being typed means.</summary>
public sealed class RuleReader(IDbContextFactory<StudioDbContext> contexts, PlaybookService playbooks)
{
    /// <exception cref="NotFoundException">No such playbook.</exception>
    public async Task<RulePage> ListAsync(IActor actor, string playbookKey, RuleQuery query, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadPlaybooks);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Playbooks.AnyAsync(p => p.Key == playbookKey, cancellationToken))
            throw new NotFoundException("playbook", playbookKey);
        var all = db.ComplianceRules.AsNoTracking().Where(r => r.PlaybookKey == playbookKey);
        var newest = all.Where(r => !all.Any(n => n.Key == r.Key && n.Number > r.Number));
        if (query.Text is { Length: > 0 } text)
            newest = newest.Where(r => EF.Functions.Like(r.Sentence, Pattern(text), "\\") || EF.Functions.Like(r.Key, Pattern(text), "\\"));
        if (query.Form is { } form)
            newest = newest.Where(r => r.Form == form);
        if (query.Status is { } status)
            newest = newest.Where(r => r.Status == status || ((status == RuleStatus.InForce || status == RuleStatus.Shadow) && all.Any(n => n.Key == r.Key && n.Status == status)));
        var total = await newest.CountAsync(cancellationToken);
        var rows = await newest.OrderBy(r => r.Key).Skip(Math.Max(0, query.Skip)).Take(Math.Clamp(query.Take, 1, 1000)).ToListAsync(cancellationToken);
        var keys = rows.Select(r => r.Key).ToList();
        var live = (await all.Where(r => keys.Contains(r.Key) && (r.Status == RuleStatus.InForce || r.Status == RuleStatus.Shadow)).ToListAsync(cancellationToken))
            .ToLookup(r => r.Key, StringComparer.Ordinal);
        return new(
            [.. rows.Select(r => new RuleLine(r, live[r.Key].FirstOrDefault(v => v.Status == RuleStatus.InForce), live[r.Key].FirstOrDefault(v => v.Status == RuleStatus.Shadow)))],
            total);
    }

    /// <exception cref="NotFoundException">No such rule.</exception>
    public async Task<RuleDetail> GetAsync(IActor actor, string playbookKey, string key, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadPlaybooks);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var versions = await db.ComplianceRules.AsNoTracking().Where(r => r.PlaybookKey == playbookKey && r.Key == key).OrderByDescending(r => r.Number).ToListAsync(cancellationToken);
        if (versions.Count == 0)
            throw new NotFoundException("rule", key);
        var rows = versions.Select(v => FormattableString.Invariant($"{playbookKey}/{key}/{v.Number}")).ToList();
        var entries = await db.AuditEntries.AsNoTracking().Where(e => e.Entity == nameof(ComplianceRule) && rows.Contains(e.Key))
            .OrderByDescending(e => e.Sequence).ToListAsync(cancellationToken);
        return new(versions, [.. entries.Select(RuleStep.Of)]);
    }

    /// <summary>What a sentence or a document means while it is being written; nothing is saved.</summary>
    public async Task<RuleReading> CheckAsync(IActor actor, string playbookKey, string key, RuleWriting writing, CancellationToken cancellationToken = default) =>
        RuleReading.Of(string.IsNullOrWhiteSpace(key) ? "rule" : key, 1, writing, await VocabularyAsync(actor, playbookKey, cancellationToken));

    /// <summary>Names the rules of a playbook may use.</summary>
    /// <exception cref="NotFoundException">No such playbook.</exception>
    public async Task<RuleVocabulary> VocabularyAsync(IActor actor, string playbookKey, CancellationToken cancellationToken = default) =>
        RuleFitness.VocabularyOf(await playbooks.GetAsync(actor, playbookKey, cancellationToken));

    /// <summary>The names that can be edited, with all that follow from the playbook.</summary>
    /// <exception cref="NotFoundException">No such playbook.</exception>
    public async Task<RuleTermsRead> TermsAsync(IActor actor, string playbookKey, CancellationToken cancellationToken = default)
    {
        var playbook = await playbooks.GetAsync(actor, playbookKey, cancellationToken);
        return new(playbook.RuleTerms ?? RuleTerms.Usual, playbook.RuleTermsVersion, RuleFitness.VocabularyOf(playbook));
    }

    private static string Pattern(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
