using System.IO.Compression;
using System.Text.Json;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Application.Backups;

/// <summary>Copies both databases as of one moment, checks the copies, and packs them with the keys into one file.</summary>
/// <remarks>To restore: stop the studio, unpack into an empty data folder, start. Uploads and rehearsals are not in it: the first are staged in studio.db, the second can be run again.</remarks>
public sealed class BackupJob(BackupService backups, DataFolder folder, IDecisionLog log, TimeProvider time) : IJobHandler
{
    public const string JobKind = "backup";

    public string Kind => JobKind;

    public async Task<JobResult> RunAsync(Job job, JobReport report, CancellationToken cancellationToken)
    {
        var work = Path.Combine(folder.Backups, $".{job.Id:N}");
        Clear(work);
        Directory.CreateDirectory(work);
        try
        {
            var (studioCopy, logCopy) = (Path.Combine(work, "studio.db"), Path.Combine(work, "log.db"));
            long through;
            // Both pinned before either is copied. studio.db first: a change saved there is brought into the log later, and never the other way round.
            using (var studio = new PinnedDatabase(folder.StudioDatabase))
            using (var decisions = new PinnedDatabase(folder.LogDatabase))
            {
                through = log.LastSequence;
                await studio.CopyAsync(studioCopy, share => report(new JobProgress(0.2 * share, "Copying studio.db")), cancellationToken);
                await decisions.CopyAsync(logCopy, share => report(new JobProgress(0.2 + (0.4 * share), "Copying log.db")), cancellationToken);
            }

            await report(new JobProgress(0.6, "Checking the copies"));
            await Task.Run(() => PinnedDatabase.Check(studioCopy), cancellationToken);
            await Task.Run(() => PinnedDatabase.Check(logCopy), cancellationToken);
            var packed = Path.Combine(work, "packed.zip");
            await report(new JobProgress(0.7, "Packing"));
            await Task.Run(() => Pack(packed, studioCopy, logCopy, through, cancellationToken), cancellationToken);
            var path = backups.NewPath();
            // Whoever sees the name sees a whole file.
            File.Move(packed, path, overwrite: true);
            return new JobResult(Path.GetFileName(path), $"{Path.GetFileName(path)} is ready.");
        }
        finally
        {
            Clear(work);
        }
    }

    public Task<string> CancelledAsync(Job job, CancellationToken cancellationToken)
    {
        Clear(Path.Combine(folder.Backups, $".{job.Id:N}"));
        return Task.FromResult("No backup was made; older ones stay.");
    }

    private void Pack(string path, string studio, string decisions, long through, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, NewFile());
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        var about = zip.CreateEntry("backup.json");
        using (var stream = about.Open())
            JsonSerializer.Serialize(stream, new { madeAt = time.GetUtcNow(), logSequenceAtLeast = through });
        zip.CreateEntryFromFile(studio, "studio.db", CompressionLevel.Fastest);
        cancellationToken.ThrowIfCancellationRequested();
        zip.CreateEntryFromFile(decisions, "log.db", CompressionLevel.Fastest);
        foreach (var key in Directory.EnumerateFiles(folder.Keys))
            zip.CreateEntryFromFile(key, "keys/" + Path.GetFileName(key));
    }

    // It holds the keys that sign people in: for the account of the studio alone.
    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static void Clear(string work)
    {
        if (Directory.Exists(work))
            Directory.Delete(work, recursive: true);
    }
}
