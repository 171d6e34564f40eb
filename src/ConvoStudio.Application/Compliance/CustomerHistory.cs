using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Compliance;

/// <summary>What was said in a customer's other conversations, as rules count it.</summary>
/// <remarks>A decision that no agent turn has followed yet counts as said: two conversations at once must not both use up the same cap, and what was answered may have been said.</remarks>
internal sealed class CustomerHistory
{
    private CustomerHistory(long sequence, long? withdrawnUpTo, IReadOnlyList<(TracedStep Step, string Channel)> steps) =>
        (Sequence, WithdrawnUpTo, Steps) = (sequence, withdrawnUpTo, steps);

    public static CustomerHistory None { get; } = new(0, null, []);

    /// <summary>The last entry counted.</summary>
    public long Sequence { get; }

    /// <summary>Imported conversations up to this number did not count. Equal numbers and sequences of one customer mean equal histories.</summary>
    public long? WithdrawnUpTo { get; }

    public IReadOnlyList<(TracedStep Step, string Channel)> Steps { get; }

    /// <summary>What counts now.</summary>
    /// <param name="upToSequence">Later entries are left out.</param>
    public static CustomerHistory Read(IDecisionLog log, ConversationRow conversation, long upToSequence = long.MaxValue) =>
        ReadAsOf(log, conversation, upToSequence, log.WithdrawnUpTo(conversation.Playbook));

    /// <summary>What a decision counted, whatever was undone since.</summary>
    public static CustomerHistory ReadAgain(IDecisionLog log, ConversationRow conversation, DecisionPayload decision, long decisionSequence) =>
        ReadAsOf(log, conversation, decision.HistorySequence, decision.HistoryWithdrawnUpTo ?? log.WithdrawnUpTo(conversation.Playbook, decisionSequence));

    private static CustomerHistory ReadAsOf(IDecisionLog log, ConversationRow conversation, long upToSequence, long withdrawnUpTo)
    {
        var entries = log.ReadCustomer(conversation, upToSequence, withdrawnUpTo);
        return new(entries.Count == 0 ? 0 : entries.Max(e => e.Entry.Sequence), withdrawnUpTo, [.. entries.GroupBy(e => e.Entry.ConversationNo).SelectMany(StepsOf)]);
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
