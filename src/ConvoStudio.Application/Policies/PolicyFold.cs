using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Policies;

/// <summary>What folds of one log share.</summary>
internal sealed record PolicyFoldScope(IDecisionLog Log, LogSource Source, int CheckpointEvery);

/// <summary>One learning policy as a fold of the log. Live learning, restart and replay all go through <see cref="Advance"/>; there is no other road.</summary>
internal sealed class PolicyFold
{
    /// <summary>Learnt decisions between checkpoints, unless a studio is told otherwise for good. Counted in the log's terms, so that every fold meets the same ones.</summary>
    public const int CheckpointEvery = 10_000;

    private readonly PolicyFoldScope _scope;
    private readonly IDecisionLog _log;
    private readonly LogSource _source;
    private readonly string _playbook;
    private readonly bool _refolding;
    private readonly int _checkpointEvery;
    private ActiveConfiguration? _configuration;
    private RewardCalculator? _rewards;
    private bool _amended;

    private PolicyFold(PolicyFoldScope scope, string playbook, PolicyPart policy, bool refolding) =>
        (_log, _source, _checkpointEvery, _scope, _playbook, Policy, _refolding) = (scope.Log, scope.Source, scope.CheckpointEvery, scope, playbook, policy, refolding);

    public PolicyPart Policy { get; }

    /// <summary>The learner; null before the entry that activates the policy.</summary>
    public ILearner? Learner { get; private set; }

    /// <summary>Sequence of the last entry folded.</summary>
    public long Sequence { get; private set; }

    /// <summary>True when the last entry passed a multiple of <see cref="CheckpointEvery"/>.</summary>
    public bool CheckpointDue { get; private set; }

    public static string CheckpointKey(string playbook, string policy) => $"{playbook}/{policy}";

    /// <summary>A fold from nothing: it begins just before the entry that first activated the policy.</summary>
    public static PolicyFold Empty(PolicyFoldScope scope, string playbook, PolicyPart policy) =>
        Begin(new PolicyFold(scope, playbook, policy, refolding: false));

    /// <summary>A fold from the newest checkpoint at or below a sequence number, or from nothing.</summary>
    /// <exception cref="InvalidDataException">The checkpoint's bytes are missing or have changed.</exception>
    public static PolicyFold FromCheckpoint(PolicyFoldScope scope, string playbook, PolicyPart policy, long upToSequence)
    {
        var log = scope.Log;
        var key = CheckpointKey(playbook, policy.Id);
        if (log.FindCheckpoint(key, upToSequence) is not { } checkpoint)
            return Empty(scope, playbook, policy);
        var fold = new PolicyFold(scope, playbook, policy, refolding: false);
        if (log.FindBlob(checkpoint.BlobHash) is not { } blob)
        {
            // A compaction may have taken both out between the two reads; then an older one stands in its place.
            if (log.FindCheckpoint(key, upToSequence)?.Sequence != checkpoint.Sequence)
                return FromCheckpoint(scope, playbook, policy, upToSequence);
            throw new InvalidDataException($"The checkpoint of policy {policy.Id} at {checkpoint.Sequence} is missing from the log.");
        }

        if (!System.Security.Cryptography.SHA256.HashData(blob.Bytes.Span).AsSpan().SequenceEqual(checkpoint.BlobHash.Span))
            throw new InvalidDataException($"The checkpoint of policy {policy.Id} at {checkpoint.Sequence} does not match its hash.");
        fold.Learner = PolicyFactory.LoadLearner(policy, blob.Bytes.Span);
        fold.Sequence = checkpoint.Sequence;
        foreach (var entry in log.ReadUnbound(LogKind.ConfigActivated).Where(e => e.Sequence <= checkpoint.Sequence))
            fold.Configure(entry, grow: false);
        return fold;
    }

    /// <summary>Folds every entry up to a sequence number.</summary>
    public void AdvanceTo(long sequence)
    {
        while (Sequence < sequence)
        {
            var entries = _log.Read(Sequence, 1000);
            foreach (var entry in entries.TakeWhile(e => e.Sequence <= sequence))
                Advance(entry);
            if (entries.Count == 0 || entries[^1].Sequence >= sequence)
                Sequence = sequence;
        }
    }

    /// <summary>Folds the next entry.</summary>
    public void Advance(LogEntry entry)
    {
        CheckpointDue = false;
        var learnt = Learner?.LearntCount ?? 0;
        if (entry.Kind == LogKind.ConfigActivated)
            Configure(entry, grow: true);
        else if (Learner is not null && entry.Source == _source && entry.ConversationNo is { } conversation)
            Learn(entry, conversation);
        Sequence = entry.Sequence;
        if (Learner is not null && !_refolding && Learner.LearntCount / _checkpointEvery > learnt / _checkpointEvery)
            ReachCheckpoint();
    }

    private static PolicyFold Begin(PolicyFold fold)
    {
        foreach (var entry in fold._log.ReadUnbound(LogKind.ConfigActivated))
        {
            var payload = LogPayloads.Read<ConfigActivatedPayload>(entry);
            if (payload.Playbook != fold._playbook)
                continue;
            var configuration = LogConfigurations.Load(fold._log, payload.Hash, entry.Sequence).Configuration;
            if (!configuration.Policies.Any(p => p.Id == fold.Policy.Id))
                continue;
            fold.Sequence = entry.Sequence - 1;
            break;
        }

        return fold;
    }

    private void Configure(LogEntry entry, bool grow)
    {
        var payload = LogPayloads.Read<ConfigActivatedPayload>(entry);
        if (payload.Playbook != _playbook)
            return;
        _configuration = LogConfigurations.Load(_log, payload.Hash, entry.Sequence);
        _rewards = new RewardCalculator(_configuration.Configuration.Reward);
        if (!grow)
            return;
        if (Learner is null && _configuration.Configuration.Policies.Any(p => p.Id == Policy.Id))
            Learner = PolicyFactory.CreateLearner(Policy, _configuration.Configuration, _log);
        Learner?.Grow(_configuration.Configuration.Encoder.Length);
    }

    private void Learn(LogEntry entry, long conversation)
    {
        var settles = ExperienceReader.Settles(entry);
        if ((!settles && entry.Kind != LogKind.Amendment) || _log.FindConversation(conversation)?.Playbook != _playbook)
            return;
        var horizon = _refolding ? RefoldHorizon : entry.Sequence;
        var entries = _log.ReadConversation(conversation, horizon);
        if (settles && ExperienceReader.SettledAt(entries) == entry.Sequence)
        {
            foreach (var experience in ExperienceReader.Read(entries, _rewards!))
                if (experience.Sequence < entry.Sequence)
                    Learner!.Learn(Context(experience.Decision), experience.Decision.Drawn, experience.Reward.Total);
        }
        else if (entry.Kind == LogKind.Amendment && !_refolding && ExperienceReader.SettledAt(entries) is { } settled)
        {
            Amend(entries, settled, entry.Sequence);
        }
    }

    private void Amend(IReadOnlyList<LogEntry> entries, long settled, long sequence)
    {
        var before = ExperienceReader.Read(entries.Where(e => e.Sequence < sequence), _rewards!);
        var after = ExperienceReader.Read(entries, _rewards!);
        for (var i = 0; i < before.Count; i++)
        {
            var difference = after[i].Reward.Total - before[i].Reward.Total;
            if (difference == 0 || before[i].Sequence > settled)
                continue;
            Learner!.Amend(Context(before[i].Decision), before[i].Decision.Drawn, difference);
            _amended = true;
        }
    }

    // Amendments add differences, equal to a fold with the amended rewards up to rounding. At a checkpoint the fold is made anew, and then it is equal to the bit.
    private void ReachCheckpoint()
    {
        CheckpointDue = true;
        if (!_amended)
            return;
        var fresh = Begin(new PolicyFold(_scope, _playbook, Policy, refolding: true) { RefoldHorizon = Sequence });
        fresh.AdvanceTo(Sequence);
        (Learner, _amended) = (fresh.Learner, false);
    }

    private long RefoldHorizon { get; init; }

    private EncodedContext Context(DecisionPayload decision) =>
        new SparseContext(decision.Slots, decision.Values).ToDense(_configuration!.Configuration.Encoder.Length);
}
