using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Studios;

namespace ConvoStudio.Application.Simulations;

/// <summary>A studio in a bottle for agents that are being connected: the same code and playbooks, a log of its own that begins anew with each start of the program.
/// Nothing in it is learnt from, counted or listed.</summary>
public sealed class Sandbox(DataFolder folder, Studio live, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Studio? _studio;

    /// <summary>The sandbox, with a playbook as it is in force now.</summary>
    /// <param name="playbook">Key; null where the conversation is there already.</param>
    public async Task<Studio> OpenAsync(string? playbook, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var studio = _studio ??= await CreateAsync(cancellationToken);
            if (playbook is not null && live.Configurations.Find(playbook) is { } active && studio.Configurations.Find(playbook)?.Hash != active.Hash)
                await studio.Configurations.ActivateAsync(active.Configuration, "sandbox", [.. Blobs(active.Configuration)], cancellationToken);
            return studio;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_studio is not null)
            await _studio.DisposeAsync();
        _gate.Dispose();
    }

    private IEnumerable<LogBlob> Blobs(Configurations.PlaybookConfiguration configuration) => configuration.Policies
        .Select(p => p.ParametersHash).OfType<string>().Distinct(StringComparer.Ordinal)
        .Select(hash => live.Log.FindBlob(Convert.FromHexString(hash))).OfType<LogBlob>();

    private Task<Studio> CreateAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder.Rehearsals, "sandbox.db");
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            File.Delete(path + suffix);
        var log = SqliteDecisionLog.Open(new LogOptions { Path = path, Durable = false }, time);
        return Studio.OpenAsync(new StudioParts(log, LogSource.Simulated, new MemoryProtectedStore(), new ClockIdSource(time), time), cancellationToken);
    }
}
