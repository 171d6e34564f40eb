using System.Buffers;
using System.Security.Cryptography;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Application.Policies;

/// <summary>A cursor over the committed log that keeps every learning policy up to date, publishes snapshots and writes checkpoints.</summary>
public sealed class LearnerWorker(IDecisionLog log, LogSource source, PolicySnapshotStore snapshots, int checkpointEvery = PolicyFold.CheckpointEvery) : IDisposable
{
    private const int ReadAtOnce = 512;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);
    private readonly PolicyFoldScope _scope = new(log, source, checkpointEvery);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, PolicyFold> _folds = new(StringComparer.Ordinal);
    private readonly List<string> _alarms = [];
    private long _sequence;

    /// <summary>Sequence of the last entry learnt.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    /// <summary>Alarms raised while loading: a checkpoint that could not be used.</summary>
    public IReadOnlyList<string> Alarms => _alarms;

    /// <summary>Puts the policies of a configuration in force before anything has been learnt for them. Runs on the activating thread; touches no fold.</summary>
    internal void Prepare(ActiveConfiguration active)
    {
        var configuration = active.Configuration;
        snapshots.Publish(configuration.Policies
            .Where(p => snapshots.Find(configuration.Playbook, p.Id) is null || PolicyFactory.ReadsLayout(p))
            .Select(p => new PolicyInForce(
                configuration.Playbook, p.Id,
                PolicyFactory.Learns(p) ? PolicyFactory.CreateLearner(p, configuration, log).Snapshot() : PolicyFactory.CreateFixed(p, configuration.Encoder, log),
                PolicyFactory.Learns(p) ? active.ActivatedSequence : 0)));
    }

    /// <summary>Loads every policy from its newest checkpoint and folds the rest of the log, so that the first answer uses all that was learnt.</summary>
    public async Task FoldAllAsync(CancellationToken cancellationToken = default)
    {
        foreach (var entry in log.ReadUnbound(LogKind.ConfigActivated))
            AddFolds(entry);
        _sequence = _folds.Count == 0 ? log.LastSequence : _folds.Values.Min(f => f.Sequence);
        await AdvanceAsync(cancellationToken);
        // Also when nothing was left to fold: what a checkpoint held must answer, not an empty learner.
        Publish();
    }

    /// <summary>Folds everything that is committed now; checkpoints are written on the way. A second caller waits: a fold has one writer.</summary>
    public async Task AdvanceAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await FoldCommittedAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task FoldCommittedAsync(CancellationToken cancellationToken)
    {
        var target = log.LastSequence;
        while (_sequence < target)
        {
            var entries = log.Read(_sequence, ReadAtOnce);
            if (entries.Count == 0)
                break;
            var learns = false;
            foreach (var entry in entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await FoldAsync(entry);
                Volatile.Write(ref _sequence, entry.Sequence);
                learns |= entry.Kind is LogKind.ConfigActivated or LogKind.Outcome or LogKind.Amendment or LogKind.WindowEnded;
            }

            // Most entries teach nothing; the snapshot in force is then as good as a new one, and its sequence as true.
            if (learns)
                Publish();
        }
    }

    /// <summary>Follows the log until cancelled, a breath behind it: waking for every commit would cost decisions more than the learner gains.</summary>
    public async Task RunAsync(TimeProvider pace, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await log.WaitForMoreAsync(_sequence, cancellationToken);
            await AdvanceAsync(cancellationToken);
            await Task.Delay(Breath, pace, cancellationToken);
        }
    }

    /// <summary>State of a learner as bytes, for tests and the system page; null when there is no such policy.</summary>
    public byte[]? Save(string playbook, string policy) =>
        _folds.GetValueOrDefault(PolicyFold.CheckpointKey(playbook, policy))?.Learner is { } learner ? Bytes(learner) : null;

    public void Dispose() => _gate.Dispose();

    private async Task FoldAsync(LogEntry entry)
    {
        if (entry.Kind == LogKind.ConfigActivated)
            AddFolds(entry);
        foreach (var (key, fold) in _folds)
        {
            if (fold.Sequence >= entry.Sequence)
                continue;
            fold.Advance(entry);
            if (fold.CheckpointDue)
                await CheckpointAsync(key, fold);
        }
    }

    private void AddFolds(LogEntry entry)
    {
        var payload = LogPayloads.Read<ConfigActivatedPayload>(entry);
        var configuration = LogConfigurations.Load(log, payload.Hash, entry.Sequence).Configuration;
        foreach (var policy in configuration.Policies.Where(PolicyFactory.Learns))
        {
            var key = PolicyFold.CheckpointKey(payload.Playbook, policy.Id);
            if (_folds.ContainsKey(key))
                continue;
            _folds.Add(key, Load(payload.Playbook, policy));
        }
    }

    private PolicyFold Load(string playbook, Configurations.PolicyPart policy)
    {
        try
        {
            return PolicyFold.FromCheckpoint(_scope, playbook, policy, long.MaxValue);
        }
        catch (InvalidDataException exception)
        {
            // A checkpoint only saves time: the log itself is whole, so the policy is folded from its beginning.
            _alarms.Add(exception.Message);
            return PolicyFold.Empty(_scope, playbook, policy);
        }
    }

    private ValueTask<LogPosition> CheckpointAsync(string key, PolicyFold fold)
    {
        var bytes = Bytes(fold.Learner!);
        var hash = SHA256.HashData(bytes);
        return log.AppendAsync(new LogAppend(
            source, [], Blobs: [new LogBlob(hash, "checkpoint", 1, bytes)], Checkpoint: new LogCheckpoint(key, fold.Sequence, hash, Kernel.Id)));
    }

    private void Publish() => snapshots.Publish(_folds
        .Where(f => f.Value.Learner is not null)
        .Select(f => new PolicyInForce(f.Key[..f.Key.LastIndexOf('/')], f.Value.Policy.Id, f.Value.Learner!.Snapshot(), f.Value.Sequence)));

    private static byte[] Bytes(Engine.Policies.ILearner learner)
    {
        var buffer = new ArrayBufferWriter<byte>();
        learner.Save(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
