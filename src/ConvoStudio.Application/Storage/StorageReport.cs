using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Storage;

/// <summary>A file of the data folder, or a folder with all that is in it.</summary>
public sealed record StoredFile(string Name, long Bytes);

/// <summary>Rows and bytes of a table or of one kind of blob.</summary>
public sealed record StoredRows(string Name, long Rows, long Bytes);

/// <summary>What the studio keeps, as measured at a moment.</summary>
/// <param name="FreeDiskBytes">Free space of the disk the data folder lies on.</param>
/// <param name="Entries">Log entries by kind and source.</param>
/// <param name="Blobs">Blobs of the log by kind.</param>
/// <param name="Tables">Tables of studio.db that hold anything, largest first.</param>
/// <param name="BytesPerDecision">File bytes one live decision takes with its turns, outcomes and indexes; null under <see cref="StorageMeter.FewestDecisions"/>.</param>
public sealed record StorageReport(
    DateTimeOffset MeasuredAt, long FreeDiskBytes, IReadOnlyList<StoredFile> Files, IReadOnlyList<LogKindSize> Entries,
    IReadOnlyList<StoredRows> Blobs, IReadOnlyList<StoredRows> Tables, double? BytesPerDecision)
{
    public long TotalBytes => Files.Sum(file => file.Bytes);

    /// <summary>Bytes a day at a number of decisions a day; null when that is not known yet.</summary>
    public double? BytesPerDay(double decisionsPerDay) => BytesPerDecision * decisionsPerDay;

    /// <summary>Days until the disk is full at a number of decisions a day; null when that is not known yet.</summary>
    public double? DaysLeft(double decisionsPerDay) => BytesPerDay(decisionsPerDay) is > 0 and var daily ? FreeDiskBytes / daily : null;
}
