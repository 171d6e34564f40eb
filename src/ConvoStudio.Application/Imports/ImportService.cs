using System.Globalization;
using System.Text.Json;
using ConvoStudio.Application.Audit;
using ConvoStudio.Application.CsvFiles;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Uploads;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConvoStudio.Application.Imports;

/// <summary>A page of bad lines.</summary>
public sealed record BadLinePage(IReadOnlyList<ImportBadLine> Lines, long Total, long Listed);

/// <summary>Uploads of conversations.</summary>
public sealed class ImportService(
    IDbContextFactory<StudioDbContext> contexts, JobService jobs, DataFolder folder, IOptions<ImportOptions> options, TimeProvider time)
{
    private readonly ImportStore _store = new(contexts, options.Value.MaximumBadLines);

    /// <summary>Keeps the upload and queues the job that reads it.</summary>
    /// <exception cref="PayloadTooLargeException">Larger than allowed; nothing was kept.</exception>
    /// <exception cref="ValidationException">The file is empty, or has no name.</exception>
    public async Task<Import> StartAsync(IActor actor, string fileName, Stream content, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ImportConversations);
        var name = UploadReceiver.NameOf(fileName);
        new FieldErrors().Text(name, "file", 255).ThrowIfAny();
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        return await UploadReceiver.ReceiveAsync(content, PathOf(id), options.Value.MaximumBytes, StoreAsync, cancellationToken);

        async Task<Import> StoreAsync(long size, string hash)
        {
            new FieldErrors().Require(size > 0, "file", "The file is empty.").ThrowIfAny();
            using var scope = AuditScope.Begin(actor, UseCase.ImportConversations);
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var input = JsonSerializer.Serialize(new ImportInput(id), ImportJson.Default.ImportInput);
            var job = jobs.Add(db, actor, ImportJob.JobKind, $"Import {name}", input, id.ToString());
            var import = Import.Create(id, name, size, hash, job.Id, actor.Name, now);
            db.Imports.Add(import);
            await db.SaveChangesAsync(cancellationToken);
            jobs.Enqueue(job.Id);
            return import;
        }
    }

    /// <exception cref="NotFoundException">No such import.</exception>
    public async Task<Import> GetAsync(IActor actor, Guid id, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadJobs);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken) ?? throw NotFound(id);
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Import>> ListAsync(IActor actor, int skip = 0, int take = 50, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadJobs);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Imports.AsNoTracking().OrderByDescending(i => i.CreatedAt).ThenBy(i => i.Id)
            .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 500)).ToListAsync(cancellationToken);
    }

    /// <summary>Bad lines in the order of the file. Above a limit they are counted but not listed one by one.</summary>
    public async Task<BadLinePage> BadLinesAsync(IActor actor, Guid id, int skip = 0, int take = 100, CancellationToken cancellationToken = default)
    {
        var import = await GetAsync(actor, id, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = db.ImportBadLines.AsNoTracking().Where(l => l.ImportId == id);
        return new BadLinePage(
            await lines.OrderBy(l => l.Line).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 1000)).ToListAsync(cancellationToken),
            import.BadLines, await lines.LongCountAsync(cancellationToken));
    }

    /// <summary>Writes every listed bad line as CSV (RFC 4180) with a head.</summary>
    public async Task WriteBadLinesCsvAsync(IActor actor, Guid id, TextWriter writer, CancellationToken cancellationToken = default)
    {
        await GetAsync(actor, id, cancellationToken);
        await writer.WriteAsync("line,path,reason,advice\r\n");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await foreach (var line in db.ImportBadLines.AsNoTracking().Where(l => l.ImportId == id).OrderBy(l => l.Line).AsAsyncEnumerable().WithCancellation(cancellationToken))
            await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{line.Line},{CsvText.Cell(line.Path)},{CsvText.Cell(line.Reason)},{CsvText.Cell(line.Advice)}\r\n"));
    }

    /// <summary>Takes out what the import staged. What a playbook has already taken over stays there.</summary>
    /// <exception cref="TransitionException">It is still being read (cancel the job), a playbook is being made from it, or it is already discarded.</exception>
    public async Task<Import> DiscardAsync(IActor actor, Guid id, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ImportConversations);
        using var scope = AuditScope.Begin(actor, UseCase.ImportConversations);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var import = await db.Imports.SingleOrDefaultAsync(i => i.Id == id, cancellationToken) ?? throw NotFound(id);
        var subject = id.ToString();
        if (await db.Jobs.AnyAsync(j => j.SubjectKey == subject && (j.State == JobState.Queued || j.State == JobState.Running), cancellationToken))
            throw new TransitionException($"The import {import.FileName} is in use by a job; cancel that job first.");
        import.Discard(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        await _store.DiscardAsync(id, CancellationToken.None);
        File.Delete(PathOf(id));
        return import;
    }

    internal string PathOf(Guid id) => Path.Combine(folder.Imports, $"{id:N}.upload");

    private static NotFoundException NotFound(Guid id) => new("import", id.ToString());
}
