using System.Globalization;
using System.Text.Json;
using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.CsvFiles;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Uploads;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConvoStudio.Application.Outcomes;

/// <summary>CSV files of late outcomes: received, looked at without storing anything, then recorded as a job.</summary>
public sealed class OutcomeUploadService(
    IDbContextFactory<StudioDbContext> contexts, JobService jobs, LateOutcomes outcomes, IConfigurations configurations, DataFolder folder,
    IOptions<ImportOptions> options, TimeProvider time)
{
    /// <summary>Receives a file and guesses its columns, or takes those chosen for the last file with the same heads.</summary>
    /// <exception cref="ValidationException">No such playbook, or the file is no CSV.</exception>
    /// <exception cref="PayloadTooLargeException">It is too large.</exception>
    public async Task<OutcomeUpload> ReceiveAsync(IActor actor, string playbook, string fileName, Stream content, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReportOutcomes);
        var name = UploadReceiver.NameOf(fileName);
        new FieldErrors().Text(name, "file", 255).Require(configurations.Find(playbook) is not null, "playbook", $"There is no playbook {playbook}.").ThrowIfAny();
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var path = PathOf(id);
        return await UploadReceiver.ReceiveAsync(content, path, options.Value.MaximumBytes, StoreAsync, cancellationToken);

        async Task<OutcomeUpload> StoreAsync(long size, string hash)
        {
            var (heads, sample) = CsvLook.Of(path);
            using var scope = AuditScope.Begin(actor, UseCase.ReportOutcomes);
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var mapping = await CsvMemory.FindAsync(db, OutcomeMapping.Kind, heads, OutcomeJson.Default.OutcomeMapping, cancellationToken) ?? OutcomeMapping.Guess(heads, sample);
            var upload = OutcomeUpload.Create(id, playbook, name, hash, heads, mapping, actor.Name, now);
            db.OutcomeUploads.Add(upload);
            await db.SaveChangesAsync(cancellationToken);
            return upload;
        }
    }

    /// <exception cref="NotFoundException">No such upload.</exception>
    public async Task<OutcomeUpload> GetAsync(IActor actor, Guid id, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReportOutcomes);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.OutcomeUploads.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancellationToken) ?? throw NotFound(id);
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<OutcomeUpload>> ListAsync(IActor actor, string playbook, int skip = 0, int take = 50, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReportOutcomes);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.OutcomeUploads.AsNoTracking().Where(u => u.PlaybookKey == playbook).OrderByDescending(u => u.CreatedAt).ThenBy(u => u.Id)
            .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 500)).ToListAsync(cancellationToken);
    }

    /// <summary>The first rows with what each would become; nothing is stored.</summary>
    /// <exception cref="ValidationException">The mapping is not whole; the field is named.</exception>
    public async Task<IReadOnlyList<OutcomePreviewRow>> PreviewAsync(
        IActor actor, Guid id, OutcomeMapping mapping, int rows = 20, CancellationToken cancellationToken = default)
    {
        var upload = await GetAsync(actor, id, cancellationToken);
        mapping.Check(upload.Heads.Count).ThrowIfAny();
        if (upload.State != OutcomeUploadState.Waiting)
            return [];
        List<OutcomePreviewRow> preview = [];
        using var file = new CsvFile(PathOf(id));
        while (preview.Count < rows && file.Read())
        {
            var (outcome, problem) = mapping.Read(file, upload.PlaybookKey);
            preview.Add(new(file.Row, outcome, outcome is null
                ? LateOutcomeResult.No(OutcomeReason.Unreadable, problem!) : await outcomes.CheckAsync(outcome, mapping.WithinDays, cancellationToken)));
        }

        return preview;
    }

    /// <summary>Queues the job that records every row.</summary>
    /// <exception cref="ValidationException">The mapping is not whole; the field is named.</exception>
    /// <exception cref="TransitionException">It is recorded already, or put away.</exception>
    public async Task<Job> RecordAsync(IActor actor, Guid id, OutcomeMapping mapping, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReportOutcomes);
        using var scope = AuditScope.Begin(actor, UseCase.ReportOutcomes);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var upload = await db.OutcomeUploads.SingleOrDefaultAsync(u => u.Id == id, cancellationToken) ?? throw NotFound(id);
        mapping.Check(upload.Heads.Count).ThrowIfAny();
        var input = JsonSerializer.Serialize(new OutcomeUploadInput(id), OutcomeJson.Default.OutcomeUploadInput);
        var job = jobs.Add(db, actor, OutcomeUploadJob.JobKind, $"Record outcomes of {upload.FileName}", input, id.ToString());
        upload.Record(mapping, job.Id);
        await CsvMemory.KeepAsync(db, OutcomeMapping.Kind, upload.Heads, mapping, OutcomeJson.Default.OutcomeMapping, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        jobs.Enqueue(job.Id);
        return job;
    }

    /// <summary>Puts a file away of which nothing was recorded.</summary>
    /// <exception cref="TransitionException">It is recorded already, or put away.</exception>
    public async Task DiscardAsync(IActor actor, Guid id, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReportOutcomes);
        using var scope = AuditScope.Begin(actor, UseCase.ReportOutcomes);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var upload = await db.OutcomeUploads.SingleOrDefaultAsync(u => u.Id == id, cancellationToken) ?? throw NotFound(id);
        upload.Discard(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        File.Delete(PathOf(id));
    }

    /// <summary>Rows that were not taken, in the order of the file.</summary>
    public async Task<OutcomeRowPage> UnmatchedAsync(IActor actor, Guid id, int skip = 0, int take = 50, CancellationToken cancellationToken = default)
    {
        await GetAsync(actor, id, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = db.OutcomeUploadRows.AsNoTracking().Where(r => r.UploadId == id);
        return new(
            await rows.OrderBy(r => r.Row).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 1000)).ToListAsync(cancellationToken), await rows.LongCountAsync(cancellationToken));
    }

    /// <summary>Writes every listed unmatched row as CSV (RFC 4180) with heads.</summary>
    public async Task WriteUnmatchedCsvAsync(IActor actor, Guid id, TextWriter writer, CancellationToken cancellationToken = default)
    {
        await GetAsync(actor, id, cancellationToken);
        await writer.WriteAsync("row,reference,reason,message\r\n");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await foreach (var row in db.OutcomeUploadRows.AsNoTracking().Where(r => r.UploadId == id).OrderBy(r => r.Row).AsAsyncEnumerable().WithCancellation(cancellationToken))
            await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{row.Row},{CsvText.Cell(row.Reference)},{row.Reason},{CsvText.Cell(row.Message)}\r\n"));
    }

    internal string PathOf(Guid id) => Path.Combine(folder.Imports, $"{id:N}.outcomes");

    private static NotFoundException NotFound(Guid id) => new("upload of outcomes", id.ToString());
}
