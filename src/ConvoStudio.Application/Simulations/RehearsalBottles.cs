using System.Collections.Concurrent;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Studios;

namespace ConvoStudio.Application.Simulations;

/// <summary>The studios of rehearsals that run or are looked at. A finished one is opened from its file when somebody looks, and stays open until the process ends or it runs anew.</summary>
public sealed class RehearsalBottles(DataFolder folder, TimeProvider time) : IAsyncDisposable
{
    /// <summary>End of the name of a rehearsal's list index, which goes with its log.</summary>
    internal const string IndexSuffix = ".views";

    private readonly ConcurrentDictionary<Guid, Studio> _open = new();
    private readonly SemaphoreSlim _gate = new(1, 1);

    public string PathOf(Guid rehearsal) => Path.Combine(folder.Rehearsals, $"{rehearsal:N}.db");

    /// <summary>The studio of a rehearsal, or null when it has not begun.</summary>
    public async Task<Studio?> FindAsync(Guid rehearsal, CancellationToken cancellationToken = default)
    {
        if (_open.TryGetValue(rehearsal, out var studio))
            return studio;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_open.TryGetValue(rehearsal, out studio))
                return studio;
            if (!File.Exists(PathOf(rehearsal)))
                return null;
            var log = SqliteDecisionLog.Open(new LogOptions { Path = PathOf(rehearsal), Durable = false }, time);
            studio = await Studio.OpenAsync(new StudioParts(log, LogSource.Simulated, new MemoryProtectedStore(), new SeededIdSource(0), time, time), cancellationToken);
            return _open[rehearsal] = studio;
        }
        finally
        {
            _gate.Release();
        }
    }

    internal async Task<RehearsalRunner> BeginAsync(Guid rehearsal, RehearsalPlan plan, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // A run that was cut off is run again from its beginning: the seed makes it the same run.
            await CloseAndDeleteAsync(rehearsal);
            var runner = await RehearsalRunner.OpenAsync(plan, PathOf(rehearsal), time, cancellationToken);
            _open[rehearsal] = runner.Studio;
            return runner;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Bytes of a rehearsal's log; 0 when there is none.</summary>
    internal long SizeOf(Guid rehearsal) => Files(rehearsal).Sum(path => new FileInfo(path) is { Exists: true } file ? file.Length : 0);

    /// <summary>Closes a rehearsal's log and takes it out.</summary>
    internal async Task DropAsync(Guid rehearsal, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await CloseAndDeleteAsync(rehearsal);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task CloseAndDeleteAsync(Guid rehearsal)
    {
        if (_open.TryRemove(rehearsal, out var before))
            await before.DisposeAsync();
        foreach (var path in Files(rehearsal))
            File.Delete(path);
    }

    private IEnumerable<string> Files(Guid rehearsal) =>
        from file in (string[])[PathOf(rehearsal), Path.ChangeExtension(PathOf(rehearsal), IndexSuffix)] from suffix in (string[])["", "-wal", "-shm"] select file + suffix;

    public async ValueTask DisposeAsync()
    {
        foreach (var studio in _open.Values)
            await studio.DisposeAsync();
        _gate.Dispose();
    }
}
