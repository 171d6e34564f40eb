using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Engine.Simulation;

namespace ConvoStudio.Application.Simulations;

/// <summary>Reads a playbook's imported conversations back from the log, as what customers are fitted to.</summary>
public sealed class ImportedSamples(IDecisionLog log, IProtectedStore protectedStore)
{
    private const int PageSize = 500;

    /// <summary>Every imported conversation of a playbook, oldest first.</summary>
    public async Task<IReadOnlyList<SampleConversation>> ReadAsync(string playbook, CancellationToken cancellationToken)
    {
        List<SampleConversation> samples = [];
        var before = long.MaxValue;
        while (log.ListConversations(playbook, LogSource.Imported, before, PageSize) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var facts = (await protectedStore.LoadFactsAsync(row.PublicId, null, cancellationToken)).Values;
                samples.Add(ToSample(row, log.ReadConversation(row.No), facts));
            }

            before = page[^1].No;
        }

        samples.Reverse();
        return samples;
    }

    private static SampleConversation ToSample(ConversationRow row, IReadOnlyList<LogEntry> entries, IReadOnlyDictionary<string, FactValue> protectedFacts)
    {
        var facts = new SortedDictionary<string, FactValue>(StringComparer.Ordinal);
        foreach (var (key, value) in protectedFacts)
            facts[key] = value;
        List<SampleTurn> turns = [];
        var converted = false;
        double? worth = null;
        foreach (var entry in entries)
        {
            switch (LogPayloads.Read(entry))
            {
                case OpenedPayload { Facts: { } opening }:
                    foreach (var (key, value) in opening)
                        facts[key] = value;
                    break;
                case TurnPayload turn:
                    turns.Add(new SampleTurn(turn.Speaker, Unlabelled.Read(turn.Acts), turn.Sentiment));
                    break;
                case OutcomePayload { Metric: OutcomeMetric.Converted } outcome:
                    converted = outcome.Value > 0;
                    break;
                case OutcomePayload { Metric: OutcomeMetric.Value } outcome:
                    worth = outcome.Value;
                    break;
                case AmendmentPayload { Metric: OutcomeMetric.Converted, DecisionId: null } amendment:
                    converted = amendment.Value > 0;
                    break;
                case AmendmentPayload { Metric: OutcomeMetric.Value, DecisionId: null } amendment:
                    worth = amendment.Value;
                    break;
                default:
                    break;
            }
        }

        return new SampleConversation(facts, turns, converted, worth, row.ExternalId);
    }
}
