using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Compliance;

/// <summary>What was said in a customer's other conversations, as rules count it.</summary>
/// <remarks>A decision that no agent turn has followed yet counts as said: two conversations at once must not both use up the same cap, and what was answered may have been said.</remarks>
internal sealed class CustomerHistory
{
    private CustomerHistory(long sequence, IReadOnlyList<(TracedStep Step, string Channel)> steps) => (Sequence, Steps) = (sequence, steps);

    public static CustomerHistory None { get; } = new(0, []);

    /// <summary>The last entry counted; equal numbers of one customer mean equal histories.</summary>
    public long Sequence { get; }

    public IReadOnlyList<(TracedStep Step, string Channel)> Steps { get; }

    /// <param name="upToSequence">Later entries are left out: a replay sees what the decision saw.</param>
    public static CustomerHistory Read(IDecisionLog log, ConversationRow conversation, long upToSequence = long.MaxValue)
    {
        var entries = log.ReadCustomer(conversation, upToSequence);
        return entries.Count == 0
            ? None
            : new(entries.Max(e => e.Entry.Sequence), [.. entries.GroupBy(e => e.Entry.ConversationNo).SelectMany(StepsOf)]);
    }

    private static IEnumerable<(TracedStep Step, string Channel)> StepsOf(IEnumerable<CustomerEntry> conversation)
    {
        var drawn = new Dictionary<Guid, int>();
        (TracedStep, string)? waiting = null;
        foreach (var (entry, channel) in conversation)
        {
            if (entry.Kind == LogKind.Decision)
            {
                var decision = LogPayloads.ReadDrawn(entry);
                drawn[decision.DecisionId] = decision.Drawn;
                waiting = (new(entry.Sequence, entry.OccurredAt.UtcTicks, null, decision.Drawn), channel);
                continue;
            }

            var payload = LogPayloads.Read(entry);
            if (payload is TurnPayload { Speaker: Speaker.Agent })
                waiting = null;
            yield return (new(entry.Sequence, entry.OccurredAt.UtcTicks, payload, payload is TurnPayload { DecisionId: { } id } && drawn.TryGetValue(id, out var number) ? number : null), channel);
        }

        if (waiting is { } open)
            yield return open;
    }
}
