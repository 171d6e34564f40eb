using System.Globalization;
using System.IO.Compression;
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
    private const double ReadingShare = 0.9;
    private readonly ImportStore _store = new(contexts, options.Value.MaximumBadLines);
    private readonly StagedReader _staged = new(contexts);

    public string Kind => JobKind;

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
            await ReadAsync(id, report, cancellationToken);
            await SumUpAsync(id, report, cancellationToken);
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

    private async Task ReadAsync(Guid id, JobReport report, CancellationToken cancellationToken)
    {
        var done = (await FindAsync(id, cancellationToken)).LastLine;
        await using var file = new FileStream(imports.PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true);
        await using var content = await UnpackAsync(file, cancellationToken);
        using var reader = new LineReader(content, options.Value.MaximumLineBytes);
        var chunk = new ImportChunk();
        var (started, turns) = (time.GetTimestamp(), 0L);
        while (await NextAsync(reader, cancellationToken))
        {
            if (reader.LineNumber <= done)
                continue;
            turns += Take(reader, chunk);
            if (chunk.Good.Count < options.Value.ChunkConversations && chunk.Bytes < ChunkBytes && chunk.Bad.Count < options.Value.ChunkConversations)
                continue;
            await _store.StoreAsync(id, chunk, cancellationToken);
            chunk.Clear();
            var seconds = time.GetElapsedTime(started).TotalSeconds;
            await report(new JobProgress(
                ReadingShare * file.Position / Math.Max(1, file.Length), string.Create(CultureInfo.InvariantCulture, $"{reader.LineNumber} lines read"),
                seconds > 0 ? turns / seconds : null, "turns"));
        }

        chunk.LastLine = reader.LineNumber;
        await _store.StoreAsync(id, chunk, cancellationToken);
    }

    private long Take(LineReader reader, ImportChunk chunk)
    {
        chunk.LastLine = reader.LineNumber;
        if (reader.TooLong)
        {
            var limit = options.Value.MaximumLineBytes;
            chunk.Bad.Add((reader.LineNumber, new LineProblem("$", $"The line is longer than {limit} bytes.", "Split the conversation, or leave out what is not needed.")));
            return 0;
        }

        if (reader.Line.Span.Trim(" \t"u8).IsEmpty)
            return 0;
        if (!ConversationLine.TryParse(reader.Line, out var conversation, out var problem))
        {
            chunk.Bad.Add((reader.LineNumber, problem));
            return 0;
        }

        chunk.Add(reader.LineNumber, reader.Line, conversation);
        return conversation.Turns.Count;
    }

    private async ValueTask<bool> NextAsync(LineReader reader, CancellationToken cancellationToken)
    {
        try
        {
            if (!await reader.ReadAsync(cancellationToken))
                return false;
        }
        catch (InvalidDataException exception)
        {
            throw new JobFailedException($"The packed file is damaged after line {reader.LineNumber}. Nothing of it was kept; upload it again.", exception);
        }

        if (reader.BytesRead > options.Value.MaximumUnpackedBytes)
            throw new JobFailedException($"The file unpacks to more than {options.Value.MaximumUnpackedBytes} bytes. Nothing of it was kept; split it.");
        return true;
    }

    private static async Task<Stream> UnpackAsync(FileStream file, CancellationToken cancellationToken)
    {
        var magic = new byte[2];
        var read = await file.ReadAtLeastAsync(magic, 2, throwOnEndOfStream: false, cancellationToken);
        file.Position = 0;
        return read == 2 && magic[0] == 0x1f && magic[1] == 0x8b ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private async Task SumUpAsync(Guid id, JobReport report, CancellationToken cancellationToken)
    {
        var (import, builder, read) = (await FindAsync(id, cancellationToken), new SummaryBuilder(), 0L);
        await foreach (var conversation in _staged.ReadAsync(id, cancellationToken))
        {
            builder.Add(conversation);
            if (++read % 500 == 0)
                await report(new JobProgress(ReadingShare + ((1 - ReadingShare) * read / import.Staged), "Summing up"));
        }

        var summary = builder.Build();
        await EndAsync(id, stored => stored.Finish(summary, time.GetUtcNow()));
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
