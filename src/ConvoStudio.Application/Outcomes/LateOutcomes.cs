using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Outcomes;

/// <summary>Matches late outcomes and sends them the road every outcome goes: gate, log, amendment once the decisions were learnt.</summary>
public sealed class LateOutcomes(Studio studio, TimeProvider time)
{
    public const int LongestDays = 365;
    public const int DefaultDays = 30;
    private const int OldestDays = 730;
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(50);
    private readonly OutcomeMatcher _matcher = new(studio.Log, studio.Configurations);

    /// <summary>What would become of it; nothing is stored.</summary>
    internal async Task<LateOutcomeResult> CheckAsync(LateOutcome outcome, int withinDays, CancellationToken cancellationToken)
    {
        var (row, reason) = Match(outcome, withinDays);
        if (row is null)
            return reason!;
        return await studio.Store.ReadAsync(
            row.PublicId,
            conversation => Refuse(outcome, conversation) ?? new LateOutcomeResult(OutcomeService.Preview(conversation, Command(outcome)), row.PublicId),
            cancellationToken);
    }

    /// <summary>Records many at once; those of one conversation in their order. The answers stand in the order of the outcomes.</summary>
    /// <param name="identityOf">Identity of the n-th outcome: one sent again is not recorded again.</param>
    /// <param name="patient">Waits while the log is busy instead of passing that on.</param>
    /// <exception cref="LogBusyException">The log takes nothing now. What was recorded stays; sending the same again records the rest.</exception>
    internal async Task<LateOutcomeResult[]> RecordAsync(
        IReadOnlyList<LateOutcome> outcomes, int withinDays, Func<int, RequestIdentity> identityOf, bool patient, CancellationToken cancellationToken)
    {
        var results = new LateOutcomeResult[outcomes.Count];
        var rows = new Dictionary<Guid, List<int>>();
        for (var i = 0; i < outcomes.Count; i++)
        {
            var (row, reason) = Match(outcomes[i], withinDays);
            if (row is null)
                results[i] = reason!;
            else if (rows.TryGetValue(row.PublicId, out var same))
                same.Add(i);
            else
                rows.Add(row.PublicId, [i]);
        }

        // Many at once: the log commits them in groups.
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellationToken }, async (conversation, token) =>
        {
            foreach (var i in conversation.Value)
                results[i] = await RecordOneAsync(conversation.Key, outcomes[i], identityOf(i), patient, token);
        });
        return results;
    }

    private async Task<LateOutcomeResult> RecordOneAsync(Guid id, LateOutcome outcome, RequestIdentity identity, bool patient, CancellationToken cancellationToken)
    {
        if (await studio.Store.ReadAsync(id, conversation => Refuse(outcome, conversation), cancellationToken) is { } refused)
            return refused;
        while (true)
        {
            try
            {
                return new(await studio.Outcomes.RecordLateAsync(id, Command(outcome), outcome.OccurredAt?.ToUniversalTime() ?? time.GetUtcNow(), identity, cancellationToken), id);
            }
            catch (LogBusyException) when (patient && studio.Log.ReadOnlyReason is null)
            {
                await Task.Delay(Busy, time, cancellationToken);
            }
        }
    }

    private (ConversationRow? Row, LateOutcomeResult? Reason) Match(LateOutcome outcome, int withinDays)
    {
        if (outcome.Metric == OutcomeMetric.Converted && outcome.Value is not (0 or 1))
            return (null, LateOutcomeResult.No(OutcomeReason.ValueOutOfRange, "The value of converted must be 0 or 1."));
        var now = time.GetUtcNow();
        if (outcome.OccurredAt is { } at && (at > now.AddMinutes(5) || at < now.AddDays(-OldestDays)))
            return (null, LateOutcomeResult.No(OutcomeReason.TimeOutOfRange, $"It occurred in the future or more than {OldestDays} days ago."));
        return _matcher.Find(outcome, withinDays);
    }

    // Imports carry no times of their own; a date without a time of day may lie a day before.
    private LateOutcomeResult? Refuse(LateOutcome outcome, Conversation conversation) =>
        outcome.OccurredAt is { } at && conversation.Row.Source == LogSource.Live && studio.Log.Find(conversation.Row.OpenedSequence) is { } opened && at < opened.OccurredAt.AddDays(-1)
            ? LateOutcomeResult.No(OutcomeReason.BeforeConversation, "It occurred more than a day before the conversation was opened.", conversation.Row.PublicId)
            : null;

    private static RecordOutcome Command(LateOutcome outcome) => new(outcome.Metric, outcome.Value, outcome.Final);
}
