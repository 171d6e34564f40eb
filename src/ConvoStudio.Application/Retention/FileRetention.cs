using ConvoStudio.Application.Backups;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Retention;

/// <summary>Takes out files of imports that were read, or given up, so many days ago.</summary>
internal sealed class UploadRetention(IDbContextFactory<StudioDbContext> contexts, ImportService imports, TimeProvider time) : IRetentionRule
{
    public RetentionKind Kind => RetentionKind.Uploads;

    public async Task<RetentionShare> PreviewAsync(RetentionPeriods periods, CancellationToken cancellationToken) => RetentionFiles.Sum(await OldAsync(periods, cancellationToken));

    public async Task<RetentionShare> ApplyAsync(RetentionPeriods periods, CancellationToken cancellationToken) => RetentionFiles.Delete(await OldAsync(periods, cancellationToken));

    private async Task<IReadOnlyList<FileInfo>> OldAsync(RetentionPeriods periods, CancellationToken cancellationToken)
    {
        if (periods.UploadDays is not { } days)
            return [];
        var before = time.GetUtcNow().AddDays(-days);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var old = await db.Imports.Where(i => i.State != ImportState.Reading && i.EndedAt < before).Select(i => i.Id).ToListAsync(cancellationToken);
        return [.. old.Select(id => new FileInfo(imports.PathOf(id))).Where(file => file.Exists)];
    }
}

/// <summary>Takes out all but the newest backups.</summary>
internal sealed class BackupRetention(BackupService backups, DataFolder folder) : IRetentionRule
{
    public RetentionKind Kind => RetentionKind.Backups;

    public Task<RetentionShare> PreviewAsync(RetentionPeriods periods, CancellationToken cancellationToken) => Task.FromResult(RetentionFiles.Sum(Old(periods)));

    public Task<RetentionShare> ApplyAsync(RetentionPeriods periods, CancellationToken cancellationToken) => Task.FromResult(RetentionFiles.Delete(Old(periods)));

    private IReadOnlyList<FileInfo> Old(RetentionPeriods periods) =>
        periods.Backups is { } newest ? [.. backups.Finished().Skip(newest).Select(backup => new FileInfo(Path.Combine(folder.Backups, backup.Name)))] : [];
}

internal static class RetentionFiles
{
    public static RetentionShare Sum(IReadOnlyList<FileInfo> files) => new(files.Count, files.Sum(file => file.Length));

    public static RetentionShare Delete(IReadOnlyList<FileInfo> files)
    {
        var gone = Sum(files);
        foreach (var file in files)
            file.Delete();
        return gone;
    }
}
