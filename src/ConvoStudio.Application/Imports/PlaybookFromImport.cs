using System.Text.Json;
using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Imports;

/// <summary>"Make a playbook from these": shows what it would be, and queues the job that makes it.</summary>
public sealed class PlaybookFromImport(IDbContextFactory<StudioDbContext> contexts, JobService jobs)
{
    /// <summary>Conversations moves and facts are read off, so that memory stays bounded.</summary>
    internal const int SampleSize = 50_000;

    private readonly StagedReader _staged = new(contexts);

    /// <exception cref="NotFoundException">No such import.</exception>
    /// <exception cref="ValidationException">A choice does not fit the import, or the import holds nothing new.</exception>
    public async Task<ImportPreview> PreviewAsync(IActor actor, Guid importId, ImportChoices choices, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.CreatePlaybook);
        var summary = (await UsableAsync(importId, cancellationToken)).Summary!;
        var sample = await _staged.SampleAsync(importId, SampleSize, cancellationToken);
        var reading = ImportReading.Of(sample, choices);
        var suggested = reading.Acts.Where(a => a.StatesOutcome).Select(a => a.Act).ToHashSet(StringComparer.Ordinal);
        var chosen = reading.Facts.ToDictionary(f => f.Key, f => f.Usages, StringComparer.Ordinal);
        List<PreviewOutcome> outcomes = [new("outcome.converted", OutcomeMetric.Converted, summary.Conversations)];
        if (summary.Value is { } value)
            outcomes.Add(new("outcome.value", OutcomeMetric.Value, value.Known));
        return new ImportPreview(
            importId, summary,
            [.. reading.Acts.GroupBy(a => a.Act, StringComparer.Ordinal).Select(g => new PreviewAct(
                g.Key, g.Any(a => a.Speaker == Speaker.Agent), g.Any(a => a.Speaker == Speaker.Customer), g.Sum(a => a.Turns),
                reading.OutcomeActs.Contains(g.Key), suggested.Contains(g.Key)))],
            [.. reading.Suggestions.Select(s => new PreviewFact(s, chosen.GetValueOrDefault(s.Key)))],
            reading.Moves.MinimumCount, reading.Moves.AgentTurns, double.IsNaN(reading.Moves.Coverage) ? null : reading.Moves.Coverage,
            reading.Moves.Moves, reading.Moves.Mappings, outcomes, sample.Count);
    }

    /// <summary>Queues the job; its result key is the playbook's key.</summary>
    /// <exception cref="ValidationException">A field is wrong, the key is taken, or the import holds nothing new.</exception>
    public async Task<Job> CreateAsync(
        IActor actor, Guid importId, string key, string name, ImportChoices choices, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.CreatePlaybook);
        var import = await UsableAsync(importId, cancellationToken);
        // Read once here, so that a wrong choice is told to the person and not to the job.
        ImportReading.Of(await _staged.SampleAsync(importId, SampleSize, cancellationToken), choices).DemandMoves();
        using var scope = AuditScope.Begin(actor, UseCase.CreatePlaybook);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await PlaybookService.CheckNewAsync(db, key, name, PlaybookService.DefaultLocale, PlaybookService.DefaultIdleMinutes, cancellationToken);
        var input = JsonSerializer.Serialize(
            new PlaybookFromImportInput(importId, key, name.Trim(), choices, actor.Id, actor.Name), ImportJson.Default.PlaybookFromImportInput);
        var job = jobs.Add(db, actor, PlaybookFromImportJob.JobKind, $"Make {name.Trim()} from {import.FileName}", input, importId.ToString());
        await db.SaveChangesAsync(cancellationToken);
        jobs.Enqueue(job.Id);
        return job;
    }

    private async Task<Import> UsableAsync(Guid importId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var import = await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == importId, cancellationToken) ?? throw new NotFoundException("import", importId.ToString());
        if (import.State != ImportState.Done)
            throw new ValidationException("import", $"The import is {import.State.ToString().ToLowerInvariant()}; only one that is done can become a playbook.");
        if (import.Staged > 0)
            return import;
        var earlier = await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == import.SeenBeforeIn, cancellationToken);
        throw new ValidationException("import", earlier is null
            ? "The import holds no conversation."
            : $"Every conversation of this file was already in the import {earlier.FileName} ({earlier.Id}). Use that one.");
    }
}
