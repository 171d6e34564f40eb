using System.Collections.Concurrent;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Tests;

/// <summary>Configurations kept in memory, as the log would keep them across restarts of everything else.</summary>
public sealed class FakeConfigurations : IConfigurations
{
    private readonly ConcurrentDictionary<string, ActiveConfiguration> _active = new(StringComparer.Ordinal);
    private long _sequence;

    public List<(PlaybookConfiguration Configuration, string? Author, IReadOnlyList<LogBlob> Blobs)> Activations { get; } = [];

    /// <summary>Thrown instead of activating, while set.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>Thrown after activating, while set: a crash before the caller learns of it.</summary>
    public Exception? CrashAfter { get; set; }

    public IReadOnlyCollection<string> Playbooks => [.. _active.Keys];

    public ActiveConfiguration? Find(string playbook) => _active.GetValueOrDefault(playbook);

    public Task<ActiveConfiguration> ActivateAsync(
        PlaybookConfiguration configuration, string? author, IReadOnlyList<LogBlob>? blobs = null, CancellationToken cancellationToken = default)
    {
        if (Refusal is not null)
            throw Refusal;
        Activations.Add((configuration, author, blobs ?? []));
        var active = ActiveConfiguration.From(configuration, ++_sequence);
        _active[configuration.Playbook] = active;
        return CrashAfter is null ? Task.FromResult(active) : throw CrashAfter;
    }
}
