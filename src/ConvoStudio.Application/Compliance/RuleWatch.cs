using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Compliance;

/// <summary>A decision that somebody should look at.</summary>
/// <param name="Blocks">What was blocked in it.</param>
public sealed record WatchedDecision(long ConversationNo, string Playbook, Guid DecisionId, DateTimeOffset At, DecisionBlocksPayload Blocks);

/// <summary>What rules made of the live decisions of the last day that a person should hear of: rules that could not be evaluated, turns of which nothing was left, and
/// conversations whose newest decision stopped something a person can free. A fold of the log in memory; a worker keeps it up to date, pages only look.</summary>
public sealed class RuleWatch(IDecisionLog log, IConfigurations configurations, TimeProvider time)
{
    /// <summary>Of each kind the newest are kept.</summary>
    public const int Most = 200;
    private const int Page = 2000;
    private static readonly TimeSpan Span = TimeSpan.FromDays(1);
    private readonly Lock _gate = new();
    private readonly LinkedList<WatchedDecision> _alarms = [];
    private readonly LinkedList<WatchedDecision> _fallbacks = [];
    private readonly Dictionary<long, WatchedDecision> _waiting = [];
    private readonly Dictionary<long, string> _playbooks = [];
    private long? _sequence;

    /// <summary>Sequence of the last entry seen.</summary>
    public long Sequence => _sequence ?? 0;

    /// <summary>Decisions with a rule that could not be evaluated, newest first.</summary>
    public IReadOnlyList<WatchedDecision> Alarms(string playbook) => Newest(_alarms, playbook);

    /// <summary>Decisions of which only the fallback was left, though every rule could be evaluated; newest first.</summary>
    public IReadOnlyList<WatchedDecision> Fallbacks(string playbook) => Newest(_fallbacks, playbook);

    /// <summary>Conversations whose newest decision stopped something that a person can free, with the rules that did; newest first.</summary>
    public IReadOnlyList<(WatchedDecision Decision, IReadOnlyList<RuleWait> Rules)> Waiting(string playbook)
    {
        if (configurations.Find(playbook) is not { } active)
            return [];
        var rules = CompiledConfiguration.Of(active).Rules;
        List<WatchedDecision> found;
        lock (_gate)
            found = [.. _waiting.Values.Where(w => w.Playbook == playbook && w.At >= time.GetUtcNow() - Span).OrderByDescending(w => w.At)];
        // The rules of now: a version that is no longer in force frees itself with the next decision.
        return [.. found.Select(w => (w, Freeable(w, rules))).Where(w => w.Item2.Count > 0)];
    }

    /// <summary>Sees what is committed now.</summary>
    public void Advance(CancellationToken cancellationToken = default)
    {
        _sequence ??= log.LastBefore(time.GetUtcNow() - Span);
        while (log.Read(_sequence.Value, Page) is { Count: > 0 } entries)
        {
            foreach (var entry in entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry is { Source: LogSource.Live, ConversationNo: { } conversation })
                    See(entry, conversation);
                _sequence = entry.Sequence;
            }
        }
    }

    private void See(LogEntry entry, long conversation)
    {
        // Freed or over: whatever still waits says so in the next decision.
        if (entry.Kind is LogKind.Approval or LogKind.Cleared or LogKind.Closed or LogKind.Expired)
        {
            lock (_gate)
                _waiting.Remove(conversation);
            return;
        }

        if (entry.Kind != LogKind.Decision)
            return;
        var blocks = LogPayloads.ReadBlocks(entry);
        var watched = new WatchedDecision(conversation, PlaybookOf(conversation), blocks.DecisionId, entry.RecordedAt, blocks);
        lock (_gate)
        {
            if (blocks.RuleAlarm)
                Keep(_alarms, watched);
            else if (blocks.Forced)
                Keep(_fallbacks, watched);
            _waiting.Remove(conversation);
            if (!blocks.RuleAlarm && blocks.Blocked is { Count: > 0 })
                Wait(conversation, watched);
        }
    }

    private void Wait(long conversation, WatchedDecision watched)
    {
        var rules = configurations.Find(watched.Playbook) is { } active ? CompiledConfiguration.Of(active).Rules : null;
        if (rules is null || Freeable(watched, rules).Count == 0)
            return;
        _waiting[conversation] = watched;
        if (_waiting.Count > Most)
            _waiting.Remove(_waiting.MinBy(w => w.Value.At).Key);
    }

    private static List<RuleWait> Freeable(WatchedDecision watched, TurnRules rules) =>
        [.. (watched.Blocks.Blocked ?? []).DistinctBy(b => (b.Rule, b.Version)).Select(b => rules.FreeableBy(b.Rule, b.Version)).OfType<RuleWait>()];

    private static void Keep(LinkedList<WatchedDecision> list, WatchedDecision watched)
    {
        list.AddFirst(watched);
        if (list.Count > Most)
            list.RemoveLast();
    }

    private List<WatchedDecision> Newest(LinkedList<WatchedDecision> list, string playbook)
    {
        var since = time.GetUtcNow() - Span;
        lock (_gate)
            return [.. list.Where(w => w.Playbook == playbook && w.At >= since)];
    }

    private string PlaybookOf(long conversation)
    {
        if (_playbooks.TryGetValue(conversation, out var playbook))
            return playbook;
        if (_playbooks.Count > Page)
            _playbooks.Clear();
        return _playbooks[conversation] = log.FindConversation(conversation)?.Playbook ?? "";
    }
}
