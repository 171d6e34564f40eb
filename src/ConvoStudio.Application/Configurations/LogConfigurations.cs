using System.Collections.Frozen;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Configurations;

/// <summary>Configurations in force, folded from the log's config-activated entries.</summary>
public sealed class LogConfigurations : IConfigurations, IDisposable
{
    private const string BlobKind = "configuration";
    private readonly IDecisionLog _log;
    private readonly TimeProvider _time;
    private readonly Action<ActiveConfiguration> _activated;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile FrozenDictionary<string, ActiveConfiguration> _current = FrozenDictionary<string, ActiveConfiguration>.Empty;

    /// <param name="activated">Runs after the entry is on disk and before the configuration is in force, so that its policies are ready.</param>
    public LogConfigurations(IDecisionLog log, TimeProvider time, Action<ActiveConfiguration> activated)
    {
        (_log, _time, _activated) = (log, time, activated);
        var latest = log.ReadUnbound(LogKind.ConfigActivated).Select(e => (e.Sequence, Payload: LogPayloads.Read<ConfigActivatedPayload>(e)))
            .GroupBy(e => e.Payload.Playbook, StringComparer.Ordinal).Select(g => g.Last());
        foreach (var (sequence, payload) in latest)
            PutInForce(Load(log, payload.Hash, sequence));
    }

    public IReadOnlyCollection<string> Playbooks => _current.Keys;

    public ActiveConfiguration? Find(string playbook) => _current.GetValueOrDefault(playbook);

    public async Task<ActiveConfiguration> ActivateAsync(
        PlaybookConfiguration configuration, string? author, IReadOnlyList<LogBlob>? blobs = null, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (Find(configuration.Playbook) is { } current && current.Configuration.Version >= configuration.Version)
                return current;
            var bytes = ConfigurationHash.CanonicalBytes(configuration);
            var hash = ConfigurationHash.Of(bytes);
            var payload = new ConfigActivatedPayload(configuration.Playbook, hash, configuration.Version, author);
            var position = await _log.AppendAsync(
                new LogAppend(
                    LogSource.Live, [new NewLogEntry(LogKind.ConfigActivated, null, _time.GetUtcNow(), LogPayloads.Write(payload))],
                    Blobs: [.. blobs ?? [], new LogBlob(Convert.FromHexString(hash), BlobKind, 1, bytes)]),
                CancellationToken.None);
            return PutInForce(ActiveConfiguration.From(configuration, position.FirstSequence));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reads a configuration from its blob and checks the bytes against the hash.</summary>
    /// <exception cref="InvalidDataException">The blob is missing or its bytes have changed.</exception>
    public static ActiveConfiguration Load(IDecisionLog log, string hash, long activatedSequence)
    {
        var blob = log.FindBlob(Convert.FromHexString(hash)) ?? throw new InvalidDataException($"The configuration {hash[..12]} is missing from the log.");
        return ConfigurationHash.Of(blob.Bytes.Span) == hash
            ? ActiveConfiguration.From(ConfigurationHash.Read(blob.Bytes.Span), activatedSequence)
            : throw new InvalidDataException($"The stored bytes of configuration {hash[..12]} do not match their hash.");
    }

    public void Dispose() => _gate.Dispose();

    private ActiveConfiguration PutInForce(ActiveConfiguration active)
    {
        // Compiled before anybody can ask for it: the first decision after a change is as fast as the others.
        CompiledConfiguration.Of(active);
        _activated(active);
        _current = new Dictionary<string, ActiveConfiguration>(_current, StringComparer.Ordinal) { [active.Configuration.Playbook] = active }
            .ToFrozenDictionary(StringComparer.Ordinal);
        return active;
    }
}
