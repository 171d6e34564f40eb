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

/// <summary>A row of a CSV file as it will be read: the turn, or what is wrong.</summary>
/// <param name="Row">As a spreadsheet numbers it; the heads are row 1.</param>
/// <param name="Facts">Facts the row carries.</param>
public sealed record CsvPreviewRow(
    long Row, string Conversation, Engine.Contexts.Speaker? Speaker, DateTimeOffset? At, IReadOnlyList<string> Acts, bool? Converted, double? Value,
    IReadOnlyList<KeyValuePair<string, string>> Facts, LineProblem? Problem);

/// <summary>CSV files of conversations: received, looked at, and read once somebody has said what the columns hold.</summary>
public sealed class CsvImportService(
    IDbContextFactory<StudioDbContext> contexts, JobService jobs, ImportService imports, IOptions<ImportOptions> options, TimeProvider time)
{
    private static readonly string[] Endings = [".csv", ".tsv", ".csv.gz", ".tsv.gz"];

    /// <summary>By its name the file is CSV.</summary>
    public static bool IsCsv(string fileName) => Array.Exists(Endings, ending => fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Receives a file and guesses its columns, or takes those chosen for the last file with the same heads. Nothing is read before <see cref="ReadAsync"/>.</summary>
    /// <exception cref="ValidationException">It is no CSV.</exception>
    /// <exception cref="PayloadTooLargeException">It is too large.</exception>
    public async Task<Import> ReceiveAsync(IActor actor, string fileName, Stream content, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ImportConversations);
        var name = UploadReceiver.NameOf(fileName);
        new FieldErrors().Text(name, "file", 255).ThrowIfAny();
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var path = imports.PathOf(id);
        return await UploadReceiver.ReceiveAsync(content, path, options.Value.MaximumBytes, StoreAsync, cancellationToken);

        async Task<Import> StoreAsync(long size, string hash)
        {
            var (heads, sample) = CsvLook.Of(path);
            using var scope = AuditScope.Begin(actor, UseCase.ImportConversations);
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var mapping = await CsvMemory.FindAsync(db, ImportMapping.Kind, heads, ImportJson.Default.ImportMapping, cancellationToken) ?? ImportMapping.Guess(heads, sample);
            var import = Import.CreateCsv(id, name, size, hash, heads, mapping, actor.Name, now);
            db.Imports.Add(import);
            await db.SaveChangesAsync(cancellationToken);
            return import;
        }
    }

    /// <summary>The first rows as they will be read; nothing is stored.</summary>
    /// <exception cref="ValidationException">The mapping is not whole; the field is named.</exception>
    public async Task<IReadOnlyList<CsvPreviewRow>> PreviewAsync(IActor actor, Guid id, ImportMapping mapping, int rows = 12, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ImportConversations);
        var import = await imports.GetAsync(actor, id, cancellationToken);
        if (import is not { State: ImportState.Mapping, Heads: { } heads })
            return [];
        mapping.Check(heads.Count).ThrowIfAny();
        List<CsvPreviewRow> preview = [];
        using var file = new CsvFile(imports.PathOf(id));
        while (preview.Count < rows && file.Read())
        {
            var (turn, problem, conversation) = CsvTurn.Read(file, mapping);
            preview.Add(new(file.Row, conversation, turn?.Speaker, turn?.At, turn?.Acts ?? [], turn?.Converted, turn?.Value, turn?.Facts ?? [], problem));
        }

        return preview;
    }

    /// <summary>Queues the job that reads the file, and remembers the mapping for the next one with the same heads.</summary>
    /// <exception cref="ValidationException">The mapping is not whole; the field is named.</exception>
    /// <exception cref="TransitionException">It is read already, or put away.</exception>
    public async Task<Import> ReadAsync(IActor actor, Guid id, ImportMapping mapping, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ImportConversations);
        using var scope = AuditScope.Begin(actor, UseCase.ImportConversations);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var import = await db.Imports.SingleOrDefaultAsync(i => i.Id == id, cancellationToken) ?? throw new NotFoundException("import", id.ToString());
        mapping.Check(import.Heads?.Count ?? 0).ThrowIfAny();
        var input = JsonSerializer.Serialize(new ImportInput(id), ImportJson.Default.ImportInput);
        var job = jobs.Add(db, actor, ImportJob.JobKind, $"Import {import.FileName}", input, id.ToString());
        import.Map(mapping, job.Id);
        await CsvMemory.KeepAsync(db, ImportMapping.Kind, import.Heads!, mapping, ImportJson.Default.ImportMapping, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        jobs.Enqueue(job.Id);
        return import;
    }
}
