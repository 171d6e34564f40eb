using System.Globalization;
using System.Text.Json;
using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConvoStudio.Application.Imports;

/// <summary>Reads an upload line by line, stages the good lines, lists the bad ones, and sums up. After a restart it goes on behind the last stored line.</summary>
public sealed class ImportJob(
    IDbContextFactory<StudioDbContext> contexts, ImportService imports, IOptions<ImportOptions> options, TimeProvider time) : IJobHandler
{
    public const string JobKind = "import";
    private const long ChunkBytes = 8 * 1024 * 1024;
    private readonly ImportStore _store = new(contexts, options.Value.MaximumBadLines);
    private readonly StagedReader _staged = new(contexts);

    public string Kind => JobKind;

    /// <summary>Each import stages rows of its own.</summary>
    public ValueTask<string> LaneAsync(Job job, CancellationToken cancellationToken) => ValueTask.FromResult(job.SubjectKey ?? JobKind);

    public async Task<JobResult> RunAsync(Job job, JobReport report, CancellationToken cancellationToken)
    {
        var id = IdOf(job);
        using var scope = AuditScope.Begin(Actor.OnBehalfOf("job", job.CreatedBy), UseCase.ImportConversations);
        var import = await FindAsync(id, cancellationToken);
        // The process ended between the last line and the end of the job.
        if (import.State != ImportState.Reading)
            return Result(import);
        try
        {
            var summary = await ReadAsync(id, report, cancellationToken);
            await EndAsync(id, stored => stored.Finish(summary, time.GetUtcNow()));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var failure = exception as JobFailedException
                ?? new JobFailedException("The file could not be read to its end. What was staged of it was taken out again; the log of the server has the details.", exception);
            await EndAsync(id, stored => stored.Fail(failure.Message, time.GetUtcNow()));
            await _store.DiscardAsync(id, CancellationToken.None);
            File.Delete(imports.PathOf(id));
            throw failure;
        }

        File.Delete(imports.PathOf(id));
        return Result(await FindAsync(id, CancellationToken.None));
    }

    public async Task<string> CancelledAsync(Job job, CancellationToken cancellationToken)
    {
        var id = IdOf(job);
        using var scope = AuditScope.Begin(Actor.OnBehalfOf("job", job.CreatedBy), UseCase.ImportConversations);
        await EndAsync(id, import => import.Discard(time.GetUtcNow()));
        await _store.DiscardAsync(id, cancellationToken);
        File.Delete(imports.PathOf(id));
        return "Cancelled. Nothing of the file was kept.";
    }

    private static JobResult Result(Import import) => new(import.Id.ToString(), string.Create(
        CultureInfo.InvariantCulture, $"{import.Staged} new conversations, {import.SeenBefore} seen before, {import.BadLines} bad lines."));

    private static Guid IdOf(Job job) => JsonSerializer.Deserialize(job.Input, ImportJson.Default.ImportInput)!.ImportId;

    private async Task<ImportSummary> ReadAsync(Guid id, JobReport report, CancellationToken cancellationToken)
    {
        var import = await FindAsync(id, cancellationToken);
        using var summary = new SummaryBuilder();
        // After a restart: what was staged before counts too.
        await foreach (var (json, conversation) in _staged.ReadLinesAsync(id, cancellationToken))
            summary.Add(json, conversation);
        using IImportSource source = import.Mapping is { } mapping
            ? new CsvSource(imports.PathOf(id), options.Value, mapping, import.LastLine) : new JsonLinesSource(imports.PathOf(id), options.Value, import.LastLine);
        // One chunk is stored while the next is read; what is told is what is stored.
        var (filling, stored, storing) = (new ImportChunk(), new ImportChunk(), Task.CompletedTask);
        var (started, turns) = (time.GetTimestamp(), 0L);
        try
        {
            while (await source.TakeAsync(filling, cancellationToken))
            {
                if (filling.Good.Count < options.Value.ChunkConversations && filling.Bytes < ChunkBytes && filling.Bad.Count < options.Value.ChunkConversations)
                    continue;
                await storing;
                turns += stored.Turns;
                if (stored.LastLine > 0)
                    await report(Progress(source, stored.LastLine, turns, time.GetElapsedTime(started)));
                cancellationToken.ThrowIfCancellationRequested();
                (filling, var full) = (stored, filling);
                stored = full;
                filling.Clear();
                storing = Task.Run(() => StoreAsync(id, full, summary, cancellationToken), cancellationToken);
            }

            await storing;
            await StoreAsync(id, filling, summary, cancellationToken);
        }
        finally
        {
            // Nothing may be taken out while a chunk is still on its way in.
            await storing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return summary.Build();
    }

    private static JobProgress Progress(IImportSource source, long line, long turns, TimeSpan elapsed) => new(
        source.Share, string.Create(CultureInfo.InvariantCulture, $"{line} lines read"), elapsed > TimeSpan.Zero ? turns / elapsed.TotalSeconds : null, "turns");

    private async Task StoreAsync(Guid id, ImportChunk chunk, SummaryBuilder summary, CancellationToken cancellationToken)
    {
        foreach (var (json, conversation) in await _store.StoreAsync(id, chunk, cancellationToken))
            summary.Add(json, conversation);
    }

    private async Task<Import> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Imports.AsNoTracking().SingleAsync(i => i.Id == id, cancellationToken);
    }

    private async Task EndAsync(Guid id, Action<Import> end)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var import = await db.Imports.SingleAsync(i => i.Id == id);
        if (import.State != ImportState.Reading)
            return;
        end(import);
        await db.SaveChangesAsync();
    }
}
