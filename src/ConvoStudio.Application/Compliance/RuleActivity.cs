using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;

namespace ConvoStudio.Application.Compliance;

/// <summary>In how many live decisions a rule took an action out.</summary>
/// <param name="Blocked">While in force.</param>
/// <param name="Shadow">While in shadow: it would have.</param>
public sealed record RuleFirings(int Blocked, int Shadow)
{
    public static RuleFirings None { get; } = new(0, 0);

    public static RuleFirings operator +(RuleFirings a, RuleFirings b) => new(a.Blocked + b.Blocked, a.Shadow + b.Shadow);
}

/// <summary>Counts how often rules fired lately: a fold of the log in memory, one number a day, brought up to date when somebody asks.</summary>
public sealed class RuleActivity(IDecisionLog log, TimeProvider time) : IDisposable
{
    /// <summary>Days it looks back.</summary>
    public const int Days = 30;
    private const int Page = 5000;
    private readonly Dictionary<(string Playbook, string Rule, DateOnly Day), RuleFirings> _days = [];
    private readonly Dictionary<long, string> _playbooks = [];
    private readonly SemaphoreSlim _gate = new(1, 1);
    private long? _sequence;

    /// <summary>By key of the rule; a rule that is not there did not fire.</summary>
    public async Task<IReadOnlyDictionary<string, RuleFirings>> LastDaysAsync(IActor actor, string playbookKey, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadPlaybooks);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await Task.Run(() => Follow(cancellationToken), cancellationToken);
            return _days.Where(day => day.Key.Playbook == playbookKey).GroupBy(day => day.Key.Rule, StringComparer.Ordinal)
                .ToDictionary(rule => rule.Key, rule => rule.Aggregate(RuleFirings.None, (sum, day) => sum + day.Value), StringComparer.Ordinal);
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Follow(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow().AddDays(-Days);
        _sequence ??= log.LastBefore(oldest);
        while (log.Read(_sequence.Value, Page) is { Count: > 0 } entries)
        {
            foreach (var entry in entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry is { Kind: LogKind.Decision, Source: LogSource.Live, ConversationNo: { } conversation } && entry.RecordedAt >= oldest)
                    Count(entry, conversation);
                _sequence = entry.Sequence;
            }
        }

        foreach (var old in _days.Keys.Where(day => day.Day < DateOnly.FromDateTime(oldest.UtcDateTime)).ToList())
            _days.Remove(old);
    }

    private void Count(LogEntry entry, long conversation)
    {
        var blocks = LogPayloads.ReadBlocks(entry);
        Add(blocks.Blocked, new RuleFirings(1, 0));
        Add(blocks.ShadowBlocked, new RuleFirings(0, 1));

        void Add(IReadOnlyList<BlockedPayload>? blocked, RuleFirings one)
        {
            foreach (var rule in (blocked ?? []).Select(b => b.Rule).Distinct(StringComparer.Ordinal))
            {
                var key = (PlaybookOf(conversation), rule, DateOnly.FromDateTime(entry.RecordedAt.UtcDateTime));
                _days[key] = _days.GetValueOrDefault(key, RuleFirings.None) + one;
            }
        }
    }

    private string PlaybookOf(long conversation)
    {
        if (_playbooks.TryGetValue(conversation, out var playbook))
            return playbook;
        // Conversations come and go; only those of now are asked for again.
        if (_playbooks.Count > Page)
            _playbooks.Clear();
        return _playbooks[conversation] = log.FindConversation(conversation)?.Playbook ?? "";
    }

    public void Dispose() => _gate.Dispose();
}
