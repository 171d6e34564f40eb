using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>The conversations a fold is in the middle of. One that has ended is forgotten, and so is the oldest beyond a number; should anything still come, it is read
/// again from the log, so memory only saves time. One caller at a time.</summary>
internal sealed class MeasuredConversations(IDecisionLog log, int most = MeasuredConversations.DefaultMost)
{
    /// <summary>About 100 MB at a handful of turns each.</summary>
    public const int DefaultMost = 100_000;

    private readonly Dictionary<long, MeasuredConversation> _known = [];
    private readonly Queue<long> _order = [];

    public LogFields Fields { get; } = new();

    /// <summary>How many are in memory.</summary>
    public int Count => _known.Count;

    /// <summary>Begins one at its first entry.</summary>
    public void Open(long number) => Remember(number, new MeasuredConversation { Number = number });

    /// <summary>One that is in memory, or null: its entries are read when they matter.</summary>
    public MeasuredConversation? Find(long number) => _known.GetValueOrDefault(number);

    /// <summary>One as it was before an entry, read again if it is not in memory.</summary>
    /// <param name="rewards">By which definition; null when the conversation is not counted.</param>
    public MeasuredConversation FindBefore(long number, in LogRow row, Func<MeasuredConversation, RewardCalculator?> rewards) =>
        Find(number) ?? Load(number, row.Sequence - 1, rewards);

    /// <summary>Takes in a turn; what else there is to know, the fold reads for itself.</summary>
    public void Say(long number, in LogRow row)
    {
        if (!_known.TryGetValue(number, out var conversation))
            return;
        conversation.Say(Fields.ReadTurn(row), row);
    }

    /// <summary>Takes in a decision.</summary>
    /// <param name="rewards">By which definition; null when the conversation is not counted.</param>
    /// <returns>What outcomes before the first decision come to, now that it is known where they count; null when there were none.</returns>
    public MeasuredChange? Decide(long number, Guid decision, string? policy, in LogRow row, Func<MeasuredConversation, RewardCalculator?> rewards)
    {
        if (!_known.TryGetValue(number, out var conversation))
            return null;
        conversation.Decide(decision, policy, row);
        if (!conversation.HasUncounted || rewards(conversation) is not { } calculator)
            return null;
        conversation.IsCounted = true;
        var (totals, reported) = conversation.Contribution(calculator);
        return new(conversation, default, totals, reported);
    }

    /// <summary>Takes in an outcome, an amendment or the end of the window.</summary>
    /// <param name="rewards">By which definition; null when the conversation is not counted.</param>
    public MeasuredChange Report(
        long number, in LogRow row, Func<MeasuredConversation, RewardCalculator?> rewards)
    {
        var conversation = FindBefore(number, row, rewards);
        var calculator = rewards(conversation);
        var (before, reportedBefore) = calculator is null || !conversation.IsCounted ? default : conversation.Contribution(calculator);
        conversation.Report(Fields, row);
        var (after, reportedAfter) = calculator is null ? default : conversation.Contribution(calculator);
        conversation.IsCounted = calculator is not null;
        if (conversation.HasEnded)
            _known.Remove(number);
        return new(conversation, before, after, reportedAfter - reportedBefore);
    }

    private MeasuredConversation Load(long number, long upToSequence, Func<MeasuredConversation, RewardCalculator?> rewards)
    {
        var conversation = MeasuredConversation.Of(log.ReadConversation(number, upToSequence), Fields, number, one => rewards(one) is not null);
        if (!conversation.HasEnded)
            Remember(number, conversation);
        return conversation;
    }

    private void Remember(long number, MeasuredConversation conversation)
    {
        _known[number] = conversation;
        _order.Enqueue(number);
        while (_known.Count > most || _order.Count > 2 * most)
            _known.Remove(_order.Dequeue());
    }
}
