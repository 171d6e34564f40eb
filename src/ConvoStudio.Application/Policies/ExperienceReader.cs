using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Policies;

/// <summary>A decision with the reward it had as of some sequence number.</summary>
public sealed record Experience(long Sequence, DecisionPayload Decision, DecisionReward Reward);

/// <summary>Reads what a conversation's decisions earned. A pure function of its entries up to a sequence number, so it gives the same answer in a restart and in a replay.</summary>
public static class ExperienceReader
{
    /// <param name="entries">Entries of one conversation, in sequence order.</param>
    public static IReadOnlyList<Experience> Read(IEnumerable<LogEntry> entries, RewardCalculator rewards)
    {
        var (turns, decisions, outcomes) = Gather<DecisionPayload>(entries, LogKind.Decision);
        var marks = decisions.Select(d => new DecisionMark(d.Payload.DecisionId, d.Entry.OccurredAt.UtcTicks, d.Entry.Sequence)).ToList();
        var earned = rewards.Calculate(turns, marks, outcomes);
        return [.. decisions.Select((d, i) => new Experience(d.Entry.Sequence, d.Payload, earned[i]))];
    }

    /// <summary>What the moves of imported agents earned: they stand where decisions would have stood.</summary>
    /// <param name="entries">Entries of one imported conversation, in sequence order.</param>
    public static IReadOnlyList<(ImportedDecisionPayload Move, DecisionReward Reward)> ReadImported(IEnumerable<LogEntry> entries, RewardCalculator rewards)
    {
        var (turns, moves, outcomes) = Gather<ImportedDecisionPayload>(entries, LogKind.ImportedDecision);
        var marks = moves.Select(m => new DecisionMark(Guid.Empty, m.Entry.OccurredAt.UtcTicks, m.Entry.Sequence)).ToList();
        var earned = rewards.Calculate(turns, marks, outcomes);
        return [.. moves.Select((m, i) => (m.Payload, earned[i]))];
    }

    /// <summary>Sequence at which the decisions were learnt: the first final outcome or the end of the window; null while neither is there.</summary>
    public static long? SettledAt(IEnumerable<LogEntry> entries) => entries.FirstOrDefault(Settles)?.Sequence;

    public static bool Settles(LogEntry entry) =>
        entry.Kind == LogKind.WindowEnded || (entry.Kind == LogKind.Outcome && LogPayloads.Read<OutcomePayload>(entry).Final);

    private static (List<ConversationTurn> Turns, List<(LogEntry Entry, T Payload)> Decisions, List<OutcomeMetric> Outcomes) Gather<T>(
        IEnumerable<LogEntry> entries, LogKind decision)
        where T : class
    {
        List<ConversationTurn> turns = [];
        List<(LogEntry, T)> decisions = [];
        List<OutcomeMetric> outcomes = [];
        foreach (var entry in entries)
        {
            if (entry.Kind == decision)
            {
                decisions.Add((entry, LogPayloads.Read<T>(entry)));
                continue;
            }

            switch (entry.Kind)
            {
                case LogKind.Turn:
                    var turn = LogPayloads.Read<TurnPayload>(entry);
                    turns.Add(new ConversationTurn(entry.Turn ?? turns.Count, turn.Speaker, Unlabelled.Read(turn.Acts), entry.OccurredAt.UtcTicks, entry.Sequence, turn.Product, turn.Sentiment));
                    break;
                case LogKind.Outcome:
                    var outcome = LogPayloads.Read<OutcomePayload>(entry);
                    outcomes.Add(new OutcomeMetric(outcome.Metric, outcome.Value, entry.Sequence, outcome.DecisionId));
                    break;
                case LogKind.Amendment:
                    var amendment = LogPayloads.Read<AmendmentPayload>(entry);
                    outcomes.Add(new OutcomeMetric(amendment.Metric, amendment.Value, entry.Sequence, amendment.DecisionId));
                    break;
                default:
                    break;
            }
        }

        return (turns, decisions, outcomes);
    }
}
