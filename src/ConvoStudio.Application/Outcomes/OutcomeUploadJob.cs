using System.Globalization;
using System.Text.Json;
using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.CsvFiles;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConvoStudio.Application.Outcomes;

/// <summary>Records an upload of outcomes chunk by chunk. After a restart it goes on behind the last stored chunk; a row of a chunk that was cut off is
/// known again by its number and not recorded twice.</summary>
public sealed class OutcomeUploadJob(
    IDbContextFactory<StudioDbContext> contexts, OutcomeUploadService uploads, LateOutcomes outcomes, IOptions<ImportOptions> options, TimeProvider time) : IJobHandler
{
    public const string JobKind = "outcomes";
    private const int ChunkRows = 500;

    public string Kind => JobKind;

    public async Task<JobResult> RunAsync(Job job, JobReport report, CancellationToken cancellationToken)
    {
        var id = IdOf(job);
        using var scope = AuditScope.Begin(Actor.OnBehalfOf("job", job.CreatedBy), UseCase.ReportOutcomes);
        var upload = await FindAsync(id, cancellationToken);
        if (upload.State == OutcomeUploadState.Recording)
        {
            try
            {
                await ReadAsync(upload, report, cancellationToken);
                await EndAsync(id, stored => stored.Finish(time.GetUtcNow()));
            }
            catch (Exception exception) when (exception is CsvFileException or FileNotFoundException)
            {
                var message = $"{(exception is CsvFileException ? exception.Message : "The file is gone.")} What was recorded before stays.";
                await EndAsync(id, stored => stored.Fail(message, time.GetUtcNow()));
                File.Delete(uploads.PathOf(id));
                throw new JobFailedException(message, exception);
            }
        }

        File.Delete(uploads.PathOf(id));
        return new JobResult(id.ToString(), Result(await FindAsync(id, CancellationToken.None)));
    }

    public async Task<string> CancelledAsync(Job job, CancellationToken cancellationToken)
    {
        var id = IdOf(job);
        using var scope = AuditScope.Begin(Actor.OnBehalfOf("job", job.CreatedBy), UseCase.ReportOutcomes);
        await EndAsync(id, upload => upload.Cancel(time.GetUtcNow()));
        File.Delete(uploads.PathOf(id));
        return $"Cancelled. {Result(await FindAsync(id, cancellationToken))} What was recorded stays.";
    }

    private static string Result(OutcomeUpload upload) => string.Create(
        CultureInfo.InvariantCulture,
        $"{upload.Recorded} recorded, {upload.Amendments} as amendments, {upload.SameAsBefore} known before, {upload.Unmatched} rows not matched.");

    private static Guid IdOf(Job job) => JsonSerializer.Deserialize(job.Input, OutcomeJson.Default.OutcomeUploadInput)!.UploadId;

    private async Task ReadAsync(OutcomeUpload upload, JobReport report, CancellationToken cancellationToken)
    {
        using var file = new CsvFile(uploads.PathOf(upload.Id), options.Value.MaximumUnpackedBytes);
        var (started, done) = (time.GetTimestamp(), 0L);
        List<(long Row, LateOutcome? Outcome, string? Problem)> chunk = [];
        var more = true;
        while (more)
        {
            more = file.Read();
            if (more && file.Row <= upload.LastRow)
                continue;
            if (more)
            {
                var (outcome, problem) = upload.Mapping.Read(file, upload.PlaybookKey);
                chunk.Add((file.Row, outcome, problem));
            }

            if (chunk.Count < ChunkRows && (more || chunk.Count == 0))
                continue;
            await TakeAsync(upload, chunk, cancellationToken);
            done += chunk.Count;
            chunk.Clear();
            var seconds = time.GetElapsedTime(started).TotalSeconds;
            await report(new JobProgress(file.Share, string.Create(CultureInfo.InvariantCulture, $"{file.Row} rows read"), seconds > 0 ? done / seconds : null, "rows"));
        }
    }

    private async Task TakeAsync(OutcomeUpload upload, List<(long Row, LateOutcome? Outcome, string? Problem)> chunk, CancellationToken cancellationToken)
    {
        var readable = chunk.Where(r => r.Outcome is not null).ToList();
        var recorded = await outcomes.RecordAsync(
            [.. readable.Select(r => r.Outcome!)], upload.Mapping.WithinDays,
            i => RequestIdentity.Of(string.Create(CultureInfo.InvariantCulture, $"outcomes file {upload.Id:N} {readable[i].Row}"), "late outcome", []),
            patient: true, cancellationToken);
        var taken = 0;
        var results = chunk.Select(r => r.Outcome is null ? LateOutcomeResult.No(OutcomeReason.Unreadable, r.Problem!) : recorded[taken++]).ToList();
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        var stored = await db.OutcomeUploads.SingleAsync(u => u.Id == upload.Id, CancellationToken.None);
        var room = options.Value.MaximumBadLines - await db.OutcomeUploadRows.CountAsync(r => r.UploadId == upload.Id, CancellationToken.None);
        stored.Add(chunk[^1].Row, results);
        db.OutcomeUploadRows.AddRange(chunk.Zip(results).Where(r => r.Second.Status == LateOutcomeStatus.Unmatched).Take(Math.Max(0, room)).Select(r => OutcomeUploadRow.Create(
            upload.Id, r.First.Row, Reference(r.First.Outcome), r.Second.Reason!, r.Second.Message!)));
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private static string Reference(LateOutcome? outcome) => outcome?.Match.ConversationId?.ToString() ?? outcome?.Match.ExternalId ?? "";

    private async Task<OutcomeUpload> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.OutcomeUploads.AsNoTracking().SingleAsync(u => u.Id == id, cancellationToken);
    }

    private async Task EndAsync(Guid id, Action<OutcomeUpload> end)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var upload = await db.OutcomeUploads.SingleAsync(u => u.Id == id);
        if (upload.State != OutcomeUploadState.Recording)
            return;
        end(upload);
        await db.SaveChangesAsync();
    }
}
