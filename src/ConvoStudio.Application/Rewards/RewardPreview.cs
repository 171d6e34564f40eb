using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Policies;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Rewards;

/// <summary>Reads the conversations on which a reward definition is tried before it is saved.</summary>
public sealed class RewardPreview(Studio studio, RehearsalService rehearsals, RehearsalBottles bottles)
{
    /// <summary>Newest conversations looked at, of each source.</summary>
    public const int MostOfASource = 1000;

    private const int Chunk = 100;

    /// <summary>The newest finished conversations of a playbook: live, imported, and of its newest rehearsal.</summary>
    /// <param name="progress">Conversations looked at so far.</param>
    public async Task<RewardSample> ReadAsync(IActor actor, string playbook, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadPlaybooks);
        List<(IDecisionLog Log, LogSource Source)> places = [(studio.Log, LogSource.Live), (studio.Log, LogSource.Imported)];
        // Who may not see experiments does not see their rehearsals either.
        if (RoleTable.Allows(actor, UseCase.ReadExperiments)
            && (await rehearsals.ListAsync(actor, playbook, cancellationToken)).FirstOrDefault(r => r.FinishedAt is not null) is { } rehearsal
            && await bottles.FindAsync(rehearsal.Id, cancellationToken) is { } bottle)
            places.Add((bottle.Log, LogSource.Simulated));
        return await Task.Run(() => Read(places, playbook, progress, cancellationToken), cancellationToken);
    }

    private static RewardSample Read(List<(IDecisionLog Log, LogSource Source)> places, string playbook, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var (looked, unfinished, undecided) = (0, 0, 0);
        List<SampledConversation> sample = [];
        foreach (var (log, source) in places)
        {
            var before = long.MaxValue;
            for (var seen = 0; seen < MostOfASource;)
            {
                var rows = log.ListConversations(playbook, source, before, Math.Min(Chunk, MostOfASource - seen));
                foreach (var row in rows)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var entries = log.ReadConversation(row.No);
                    if (ExperienceReader.SettledAt(entries) is null)
                        unfinished++;
                    else if (Of(entries, source) is { Decisions.Count: > 0 } conversation)
                        sample.Add(conversation);
                    else
                        undecided++;
                }

                (seen, looked) = (seen + rows.Count, looked + rows.Count);
                progress?.Report(looked);
                if (rows.Count < Chunk)
                    break;
                before = rows[^1].No;
            }
        }

        return new RewardSample(looked, unfinished, undecided) { Conversations = sample };
    }

    // The moves of imported agents stand where decisions would have stood.
    private static SampledConversation Of(IReadOnlyList<LogEntry> entries, LogSource source)
    {
        List<ConversationTurn> turns = [];
        List<DecisionMark> decisions = [];
        List<(OutcomeMetric, DateTimeOffset)> outcomes = [];
        string? arm = null;
        foreach (var entry in entries)
        {
            switch (entry.Kind)
            {
                case LogKind.Turn:
                    var turn = LogPayloads.Read<TurnPayload>(entry);
                    turns.Add(new ConversationTurn(entry.Turn ?? turns.Count, turn.Speaker, turn.Acts, entry.OccurredAt.UtcTicks, entry.Sequence, turn.Product, turn.Sentiment));
                    break;
                case LogKind.Decision:
                    decisions.Add(new DecisionMark(LogPayloads.Read<DecisionPayload>(entry).DecisionId, entry.OccurredAt.UtcTicks, entry.Sequence));
                    break;
                case LogKind.ImportedDecision:
                    decisions.Add(new DecisionMark(Guid.Empty, entry.OccurredAt.UtcTicks, entry.Sequence));
                    break;
                case LogKind.Outcome:
                    var outcome = LogPayloads.Read<OutcomePayload>(entry);
                    outcomes.Add((new OutcomeMetric(outcome.Metric, outcome.Value, entry.Sequence, outcome.DecisionId), entry.OccurredAt));
                    break;
                case LogKind.Amendment:
                    var amendment = LogPayloads.Read<AmendmentPayload>(entry);
                    outcomes.Add((new OutcomeMetric(amendment.Metric, amendment.Value, entry.Sequence, amendment.DecisionId), entry.OccurredAt));
                    break;
                case LogKind.Assignment:
                    var assignment = LogPayloads.Read<AssignmentPayload>(entry);
                    arm = $"{assignment.Experiment}: {assignment.Arm}";
                    break;
                default:
                    break;
            }
        }

        return new(source, arm, turns, decisions, outcomes, entries.LastOrDefault(e => e.Kind is LogKind.Closed or LogKind.Expired)?.OccurredAt);
    }
}
