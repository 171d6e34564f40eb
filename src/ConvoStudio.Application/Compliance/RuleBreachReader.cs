using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;

namespace ConvoStudio.Application.Compliance;

/// <summary>A turn of an agent that broke rules in force: it said something else than was decided, or something nobody had decided.</summary>
public sealed record RuleBreach(Guid ConversationId, int Turn, DateTimeOffset At, Guid? DecisionId, string? Executed, IReadOnlyList<BreachPayload> Rules);

/// <summary>Breaches found in the newest conversations.</summary>
/// <param name="Conversations">How many conversations were looked at.</param>
public sealed record RuleBreaches(IReadOnlyList<RuleBreach> Breaches, int Conversations);

/// <summary>Finds what agents said against the rules, for review.</summary>
public sealed class RuleBreachReader(IDecisionLog log)
{
    private const int Page = 200;

    /// <summary>Newest conversations first.</summary>
    /// <param name="conversations">How many conversations to look at, at most 10,000.</param>
    public Task<RuleBreaches> ListAsync(IActor actor, string playbookKey, int conversations = 1000, int take = 100, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadConversations);
        return Task.Run(() => List(playbookKey, Math.Clamp(conversations, 1, 10_000), Math.Clamp(take, 1, 1000), cancellationToken), cancellationToken);
    }

    private RuleBreaches List(string playbook, int conversations, int take, CancellationToken cancellationToken)
    {
        List<RuleBreach> breaches = [];
        var (seen, before) = (0, long.MaxValue);
        while (seen < conversations && breaches.Count < take && log.ListConversations(playbook, LogSource.Live, before, Math.Min(Page, conversations - seen)) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var entry in log.ReadConversation(row.No).Where(e => e.Kind == LogKind.Turn))
                    if (LogPayloads.Read(entry) is TurnPayload { Breaches: { Count: > 0 } rules } turn)
                        breaches.Add(new(row.PublicId, entry.Turn ?? 0, entry.OccurredAt, turn.DecisionId, turn.Executed, rules));
            }

            (seen, before) = (seen + rows.Count, rows[^1].No);
        }

        return new([.. breaches.Take(take)], seen);
    }
}
