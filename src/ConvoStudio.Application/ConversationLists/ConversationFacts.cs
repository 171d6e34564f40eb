using System.Text.Json;
using System.Text.Json.Serialization;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.ConversationLists;

/// <summary>A rule in a decision's row, as far as counting needs it: that it was there.</summary>
internal sealed record BlockedMark(int Action);

/// <summary>The part of a decision's payload that lists need.</summary>
internal sealed record DecisionListPayload(int Drawn, IReadOnlyList<BlockedMark>? Blocked);

/// <summary>The part of a turn's payload that lists need.</summary>
internal sealed record TurnListPayload(string? Execution, string? Executed);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DecisionListPayload))]
[JsonSerializable(typeof(TurnListPayload))]
internal sealed partial class ConversationListJson : JsonSerializerContext;

/// <summary>A conversation's line while entries are folded into it.</summary>
internal sealed class ConversationFacts
{
    public required long No { get; init; }

    public required Guid PublicId { get; init; }

    public string? ExternalId { get; init; }

    public required string Playbook { get; init; }

    public required LogSource Source { get; init; }

    public required string Channel { get; init; }

    public required long OpenedAt { get; init; }

    public long LastAt { get; set; }

    public int Turns { get; set; }

    public int Decisions { get; set; }

    public int Blocked { get; set; }

    public int Deviations { get; set; }

    public string? Experiment { get; set; }

    public string? Arm { get; set; }

    public LogKind? Ended { get; set; }

    public bool Settled { get; set; }

    public double? Converted { get; set; }

    public double? Value { get; set; }

    /// <summary>Rows to add beside the line: arms and actions met since the last commit.</summary>
    public List<(string Experiment, string Arm, bool Counted)> NewArms { get; } = [];

    public HashSet<int> NewActions { get; } = [];

    public OutcomeFilter Outcome => Converted switch
    {
        > 0 => OutcomeFilter.Converted,
        not null => OutcomeFilter.NotConverted,
        null when Ended == LogKind.Expired => OutcomeFilter.Expired,
        null => Ended is null && !Settled ? OutcomeFilter.Open : OutcomeFilter.Pending,
    };

    public static ConversationFacts Of(ConversationRow row, LogEntry opened) => new()
    {
        No = row.No,
        PublicId = row.PublicId,
        ExternalId = row.ExternalId,
        Playbook = row.Playbook,
        Source = row.Source,
        Channel = row.Channel,
        OpenedAt = opened.OccurredAt.UtcTicks,
        LastAt = opened.OccurredAt.UtcTicks,
    };

    /// <summary>Folds the next entry.</summary>
    /// <param name="numberOf">Playbook and key of an action → its number, or null for a key nobody knows.</param>
    /// <exception cref="InvalidDataException">The payload cannot be read.</exception>
    public void Add(LogEntry entry, Func<string, string, int?> numberOf)
    {
        LastAt = Math.Max(LastAt, entry.OccurredAt.UtcTicks);
        switch (entry.Kind)
        {
            case LogKind.Turn:
                AddTurn(JsonSerializer.Deserialize(entry.Payload.Span, ConversationListJson.Default.TurnListPayload)!, numberOf);
                break;
            case LogKind.Decision:
                var decision = JsonSerializer.Deserialize(entry.Payload.Span, ConversationListJson.Default.DecisionListPayload)!;
                Decisions++;
                Blocked += decision.Blocked is { Count: > 0 } ? 1 : 0;
                NewActions.Add(decision.Drawn);
                break;
            case LogKind.ImportedDecision:
                NewActions.Add(LogPayloads.Read<ImportedDecisionPayload>(entry).Action);
                break;
            case LogKind.Assignment:
                var assignment = LogPayloads.Read<AssignmentPayload>(entry);
                (Experiment, Arm) = (assignment.Experiment, assignment.Arm);
                NewArms.Add((assignment.Experiment, assignment.Arm, !assignment.Repeats));
                break;
            case LogKind.Outcome:
                var outcome = LogPayloads.Read<OutcomePayload>(entry);
                Settled |= outcome.Final;
                AddOutcome(outcome.Metric, outcome.Value, outcome.DecisionId);
                break;
            case LogKind.Amendment:
                var amendment = LogPayloads.Read<AmendmentPayload>(entry);
                AddOutcome(amendment.Metric, amendment.Value, amendment.DecisionId);
                break;
            case LogKind.WindowEnded:
                Settled = true;
                break;
            case LogKind.Closed or LogKind.Expired:
                Ended = entry.Kind;
                break;
            default:
                break;
        }
    }

    private void AddTurn(TurnListPayload turn, Func<string, string, int?> numberOf)
    {
        Turns++;
        Deviations += turn.Execution is "edited" or "overridden" ? 1 : 0;
        if (turn.Executed is { } executed && numberOf(Playbook, executed) is { } number)
            NewActions.Add(number);
    }

    private void AddOutcome(string metric, double value, Guid? decision)
    {
        if (decision is not null)
            return;
        if (metric == OutcomeMetric.Converted)
            Converted = value;
        else if (metric == OutcomeMetric.Value)
            Value = value;
    }
}
