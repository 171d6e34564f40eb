using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Web.Components.Conversations;

/// <summary>A decision of a conversation, and what became of it.</summary>
/// <param name="Turn">Number of the turn it was made for.</param>
public sealed record TalkDecision(LogEntry Entry, DecisionPayload Payload, int Turn);

/// <summary>A turn as it stands in the log.</summary>
/// <param name="Number">0-based.</param>
/// <param name="Text">What was said, where the text is kept.</param>
/// <param name="Decision">The decision it follows, or null.</param>
/// <param name="MovedAs">Number of the action an imported agent turn was read as, or null.</param>
/// <param name="Since">Time since the turn before; null for the first.</param>
public sealed record TalkTurn(int Number, TurnPayload Said, DateTimeOffset At, string? Text, TalkDecision? Decision, int? MovedAs, long Sequence = 0, TimeSpan? Since = null);

/// <summary>Something that happened and was not said: an ending, an outcome, an amendment, an assignment.</summary>
public sealed record TalkEvent(LogEntry Entry, object Payload);

/// <summary>A conversation, read from its entries.</summary>
/// <param name="Unfollowed">Decisions no turn refers to: asked for, perhaps said elsewhere, perhaps never.</param>
/// <param name="Outcomes">Metric and value of the whole conversation, newest value each.</param>
/// <param name="Ended">closed, expired; null while open.</param>
public sealed record Talk(
    ConversationRow Row, DateTimeOffset OpenedAt, IReadOnlyDictionary<string, FactValue> OpeningFacts, string ConfigurationHash, IReadOnlyList<TalkTurn> Turns,
    IReadOnlyList<TalkDecision> Unfollowed, AssignmentPayload? Assignment, IReadOnlyDictionary<string, double> Outcomes, LogKind? Ended,
    IReadOnlyList<TalkEvent> Events)
{
    /// <summary>Turns, decisions nobody followed and events, in the order in which they happened.</summary>
    public IEnumerable<object> Course => Turns.Select(turn => (turn.At, turn.Sequence, Item: (object)turn))
        .Concat(Unfollowed.Select(decision => (decision.Entry.OccurredAt, decision.Entry.Sequence, (object)decision)))
        .Concat(Events.Select(one => (one.Entry.OccurredAt, one.Entry.Sequence, (object)one)))
        .OrderBy(one => one.Item1).ThenBy(one => one.Item2).Select(one => one.Item3);

    /// <summary>From the opening to the last turn.</summary>
    public TimeSpan Length => Turns.Count == 0 ? TimeSpan.Zero : Turns[^1].At - OpenedAt;

    public int Decisions => Turns.Count(turn => turn.Decision is not null) + Unfollowed.Count;

    public static Talk Read(ConversationRow row, IReadOnlyList<LogEntry> entries, IReadOnlyDictionary<int, string>? texts = null)
    {
        var decisions = entries.Where(entry => entry.Kind == LogKind.Decision).Select(entry => new TalkDecision(entry, LogPayloads.Read<DecisionPayload>(entry), entry.Turn ?? 0)).ToList();
        var byId = decisions.ToDictionary(decision => decision.Payload.DecisionId);
        var moves = entries.Where(entry => entry is { Kind: LogKind.ImportedDecision, Turn: not null }).ToDictionary(entry => entry.Turn!.Value, entry => LogPayloads.Read<ImportedDecisionPayload>(entry).Action);
        List<TalkTurn> turns = [];
        foreach (var entry in entries.Where(entry => entry.Kind == LogKind.Turn))
        {
            var (said, number) = (LogPayloads.Read<TurnPayload>(entry), entry.Turn ?? turns.Count);
            var decision = said.DecisionId is { } id && byId.Remove(id, out var found) ? found : null;
            turns.Add(new TalkTurn(number, said, entry.OccurredAt, texts?.GetValueOrDefault(number), decision, moves.TryGetValue(number, out var action) ? action : null, entry.Sequence));
        }
        turns = [.. turns.OrderBy(turn => turn.At).ThenBy(turn => turn.Sequence)];
        for (var i = 1; i < turns.Count; i++) turns[i] = turns[i] with { Since = turns[i].At - turns[i - 1].At };
        var opened = entries.Where(entry => entry.Kind == LogKind.Opened).Select(LogPayloads.Read<OpenedPayload>).FirstOrDefault();
        return new Talk(
            row, entries.Count > 0 ? entries[0].OccurredAt : default, opened?.Facts ?? new Dictionary<string, FactValue>(StringComparer.Ordinal), opened?.ConfigurationHash ?? "",
            turns, [.. decisions.Where(decision => byId.ContainsKey(decision.Payload.DecisionId))],
            entries.Where(entry => entry.Kind == LogKind.Assignment).Select(LogPayloads.Read<AssignmentPayload>).LastOrDefault(), Values(entries),
            entries.LastOrDefault(entry => entry.Kind is LogKind.Closed or LogKind.Expired)?.Kind,
            [.. entries.Where(entry => IsEvent(entry.Kind)).Select(entry => new TalkEvent(entry, LogPayloads.Read(entry)))]);
    }

    private static bool IsEvent(LogKind kind) =>
        kind is LogKind.Outcome or LogKind.Amendment or LogKind.Closed or LogKind.Expired or LogKind.WindowEnded or LogKind.Assignment or LogKind.Approval or LogKind.Cleared;

    private static Dictionary<string, double> Values(IReadOnlyList<LogEntry> entries)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            switch (entry.Kind)
            {
                case LogKind.Outcome when LogPayloads.Read<OutcomePayload>(entry) is { DecisionId: null } outcome:
                    values[outcome.Metric] = outcome.Value;
                    break;
                case LogKind.Amendment when LogPayloads.Read<AmendmentPayload>(entry) is { DecisionId: null } amendment:
                    values[amendment.Metric] = amendment.Value;
                    break;
                default:
                    break;
            }
        }
        return values;
    }
}
