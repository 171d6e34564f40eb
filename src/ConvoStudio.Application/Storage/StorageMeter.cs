using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Application.Storage;

/// <summary>Measures what the studio keeps. Log entries are counted once each, in steps, so a large log is read through only once a process and never on a page's request.</summary>
public sealed class StorageMeter(DataFolder folder, IDecisionLog log, LogInspection inspection, TimeProvider time) : IDisposable
{
    /// <summary>Live decisions below which one decision's share of the file says nothing.</summary>
    public const int FewestDecisions = 100;

    private const long EntriesAtOnce = 50_000;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<(LogKind, LogSource), LogKindSize> _entries = [];
    private long _counted;
    private volatile StorageReport? _latest;

    /// <summary>The newest report; null before the first measurement of this process.</summary>
    public StorageReport? Latest => _latest;

    /// <summary>Free space where the data folder lies, in bytes; cheap.</summary>
    public long FreeDiskBytes => new DriveInfo(folder.Root).AvailableFreeSpace;

    public async Task<StorageReport> MeasureAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _latest = await Task.Run(() => Measure(cancellationToken), cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private StorageReport Measure(CancellationToken cancellationToken)
    {
        CountEntries(cancellationToken);
        var blobs = inspection.Blobs();
        return new StorageReport(
            time.GetUtcNow(), FreeDiskBytes, Files(), [.. _entries.Values.OrderByDescending(size => size.Bytes)],
            [.. blobs.Select(blob => new StoredRows(blob.Kind, blob.Rows, blob.Bytes))], TableSizes.Of(folder.StudioDatabase, cancellationToken),
            PerDecision(blobs.Sum(blob => blob.Bytes)));
    }

    private void CountEntries(CancellationToken cancellationToken)
    {
        var target = log.LastSequence;
        while (_counted < target)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var upTo = Math.Min(target, _counted + EntriesAtOnce);
            foreach (var found in inspection.Entries(_counted, upTo))
                _entries[(found.Kind, found.Source)] = _entries.TryGetValue((found.Kind, found.Source), out var known)
                    ? found with { Rows = known.Rows + found.Rows, Bytes = known.Bytes + found.Bytes }
                    : found;
            _counted = upTo;
        }
    }

    // Everything of the file that is no blob is shared out by payload bytes: indexes and page slack grow with what they belong to.
    private double? PerDecision(long blobBytes)
    {
        var decisions = _entries.GetValueOrDefault((LogKind.Decision, LogSource.Live))?.Rows ?? 0;
        var all = _entries.Values.Sum(size => size.Bytes);
        if (decisions < FewestDecisions || all == 0)
            return null;
        var live = _entries.Values.Where(size => size.Source == LogSource.Live).Sum(size => size.Bytes);
        return (double)Math.Max(0, inspection.Size().UsedBytes - blobBytes) * live / all / decisions;
    }

    private IReadOnlyList<StoredFile> Files() =>
    [
        FileOf("log.db", folder.LogDatabase), FileOf("studio.db", folder.StudioDatabase),
        FolderOf("rehearsals", folder.Rehearsals), FolderOf("imports", folder.Imports), FolderOf("backups", folder.Backups), FolderOf("keys", folder.Keys),
    ];

    // With the log that SQLite writes ahead; the shared memory beside it is no storage.
    private static StoredFile FileOf(string name, string path) => new(name, Length(path) + Length(path + "-wal"));

    private static StoredFile FolderOf(string name, string path) =>
        new(name, new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Exists ? file.Length : 0));

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
