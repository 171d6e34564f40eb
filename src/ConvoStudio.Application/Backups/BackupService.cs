using System.Globalization;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Backups;

/// <summary>A finished backup.</summary>
/// <param name="Name">File name in the folder of backups.</param>
public sealed record Backup(string Name, long Bytes, DateTimeOffset MadeAt);

/// <summary>Copies of everything, made while the studio works.</summary>
public sealed class BackupService(IDbContextFactory<StudioDbContext> contexts, JobService jobs, DataFolder folder, TimeProvider time)
{
    /// <summary>Older than this the newest backup is worth a warning.</summary>
    public static TimeSpan OldestGood { get; } = TimeSpan.FromHours(24);

    private const string Prefix = "convostudio-";
    private const string Stamp = "yyyyMMdd-HHmmss";

    /// <summary>When the newest backup was made; null when there is none. For the health of the studio, so no role is asked.</summary>
    public DateTimeOffset? NewestAt => Finished() is [var newest, ..] ? newest.MadeAt : null;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Backup> List(IActor actor)
    {
        RoleTable.Demand(actor, UseCase.ManageSystem);
        return Finished();
    }

    /// <summary>Starts a backup as a job; one that already waits or runs is taken instead.</summary>
    public async Task<Job> StartAsync(IActor actor, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ManageSystem);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Jobs.AsNoTracking().FirstOrDefaultAsync(
            j => j.Kind == BackupJob.JobKind && (j.State == JobState.Queued || j.State == JobState.Running), cancellationToken) is { } present)
            return present;
        var job = jobs.Add(db, actor, BackupJob.JobKind, "Back up the studio", "{}", null);
        await db.SaveChangesAsync(cancellationToken);
        jobs.Enqueue(job.Id);
        return job;
    }

    /// <summary>Full path of a backup.</summary>
    /// <exception cref="NotFoundException">There is none of that name.</exception>
    public string PathOf(IActor actor, string name) =>
        List(actor).Any(backup => backup.Name == name) ? Path.Combine(folder.Backups, name) : throw new NotFoundException("backup", name);

    internal string NewPath() => Path.Combine(folder.Backups, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{time.GetUtcNow().UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture)}.zip"));

    internal IReadOnlyList<Backup> Finished() =>
    [
        .. new DirectoryInfo(folder.Backups).EnumerateFiles(Prefix + "*.zip").Select(Read).OfType<Backup>().OrderByDescending(backup => backup.MadeAt),
    ];

    // The moment stands in the name: a copied file may have any time of its own.
    private static Backup? Read(FileInfo file) =>
        DateTimeOffset.TryParseExact(
            Path.GetFileNameWithoutExtension(file.Name)[Prefix.Length..], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var madeAt)
            ? new Backup(file.Name, file.Length, madeAt)
            : null;
}
