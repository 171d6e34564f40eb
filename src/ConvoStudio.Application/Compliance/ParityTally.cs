using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Compliance.Parity;
using ConvoStudio.Engine.Compliance.Sentences.Rules;

namespace ConvoStudio.Application.Compliance;

/// <summary>Conversations per group of a parity rule: a fold of the log from a place on. What is shown of a group moves by at least the minimum cell of conversations at once:
/// whoever looks before and after one conversation must not learn its group.</summary>
internal sealed class ParityTally(ParityRule rule, string playbook, long since)
{
    private const int Page = 2000;
    private readonly SortedDictionary<string, (ParityGroup Counted, ParityGroup Shown)> _groups = new(StringComparer.Ordinal);
    private long _sequence;

    /// <summary>The groups as they may be shown; one below the minimum cell stands there with nothing.</summary>
    public IReadOnlyList<ParityGroup> Shown => [.. _groups.Values.Select(g => g.Shown)];

    /// <summary>Counts the conversations that ended and are committed now.</summary>
    public async Task AdvanceAsync(IDecisionLog log, ParityGroups groups, CancellationToken cancellationToken)
    {
        _sequence = Math.Max(_sequence, since);
        while (log.Read(_sequence, Page) is { Count: > 0 } entries)
        {
            foreach (var entry in entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry is { Source: LogSource.Live, Kind: LogKind.Closed or LogKind.Expired, ConversationNo: { } no }
                    && log.FindConversation(no) is { } row && row.Playbook == playbook && row.OpenedSequence > since)
                    await CountAsync(row, groups, cancellationToken);
                _sequence = entry.Sequence;
            }
        }
    }

    private async Task CountAsync(ConversationRow row, ParityGroups groups, CancellationToken cancellationToken)
    {
        var (fact, state) = await groups.ReadAsync(row, rule.Fact, cancellationToken);
        if (fact is not { } known)
            return;
        var name = ParityGroups.Name(known);
        var (counted, shown) = _groups.TryGetValue(name, out var found) ? found : (new(name, 0, 0), new(name, 0, 0));
        counted = counted with { Conversations = counted.Conversations + 1, Said = counted.Said + (rule.Acts.Any(state.AgentActs.ContainsKey) ? 1 : 0) };
        _groups[name] = (counted, counted.Conversations - shown.Conversations >= ParityService.MinimumCell ? counted : shown);
    }
}
