using System.Text.Json;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Outcomes;

/// <summary>Takes outcomes, also late ones: after the decisions were learnt an outcome is an amendment.</summary>
public sealed class OutcomeService(ConversationStore store, ConversationService conversations)
{
    public Task<Answer> RecordAsync(Guid id, RecordOutcome command, RequestIdentity identity, CancellationToken cancellationToken = default) =>
        store.ExecuteAsync(id, identity, conversation =>
        {
            Validate(command, conversation);
            return ValueTask.FromResult(PlanOf(conversation, command, conversations.EventTime(command.At), identity));
        }, cancellationToken);

    /// <summary>As above for an outcome that another system reports: it may be older than a client's clock could be wrong, and one the conversation has
    /// already is not stored twice.</summary>
    /// <param name="occurredAt">Checked by the caller.</param>
    internal async Task<LateOutcomeStatus> RecordLateAsync(
        Guid id, RecordOutcome command, DateTimeOffset occurredAt, RequestIdentity identity, CancellationToken cancellationToken)
    {
        var status = LateOutcomeStatus.SameAsBefore;
        var answer = await store.ExecuteAsync(id, identity, conversation =>
        {
            status = Preview(conversation, command);
            Validate(command, conversation);
            return ValueTask.FromResult(status == LateOutcomeStatus.SameAsBefore ? new Plan([], default) : PlanOf(conversation, command, occurredAt, identity));
        }, cancellationToken);
        if (!answer.Repeated)
            return status;
        return JsonSerializer.Deserialize(answer.Body.Span, AnswerJson.Default.OutcomeAnswer)!.Amendment ? LateOutcomeStatus.Amendment : LateOutcomeStatus.Recorded;
    }

    /// <summary>What a late outcome would be.</summary>
    internal static LateOutcomeStatus Preview(Conversation conversation, RecordOutcome command)
    {
        var known = conversation.FindOutcome(command.Metric, command.DecisionId);
        // The same value said to be final settles a conversation that was still open to others.
        if (known == command.Value && (!command.Final || conversation.IsSettled))
            return LateOutcomeStatus.SameAsBefore;
        return conversation.IsSettled ? LateOutcomeStatus.Amendment : LateOutcomeStatus.Recorded;
    }

    private static Plan PlanOf(Conversation conversation, RecordOutcome command, DateTimeOffset occurredAt, RequestIdentity identity)
    {
        var amends = conversation.IsSettled;
        var answer = AnswerJson.Write(new OutcomeAnswer(conversation.Row.PublicId, command.Metric, command.Value, amends), AnswerJson.Default.OutcomeAnswer);
        object payload = amends
            ? new AmendmentPayload(command.Metric, command.Value, conversation.FindOutcome(command.Metric, command.DecisionId), command.DecisionId)
            : new OutcomePayload(command.Metric, command.Value, command.Final, command.DecisionId);
        var bytes = amends ? LogPayloads.Write((AmendmentPayload)payload) : LogPayloads.Write((OutcomePayload)payload);
        var entry = new NewLogEntry(amends ? LogKind.Amendment : LogKind.Outcome, null, occurredAt, bytes, identity.Key, identity.BodyHash, answer);
        return new Plan([(entry, payload)], answer);
    }

    private static void Validate(RecordOutcome command, Conversation conversation)
    {
        var errors = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (command.Metric is null or { Length: 0 or > 60 })
            errors["metric"] = ["Must have 1 to 60 characters, for example converted or value."];
        if (!double.IsFinite(command.Value))
            errors["value"] = ["Must be a finite number."];
        else if (command.Metric == OutcomeMetric.Converted && command.Value is not (0 or 1))
            errors["value"] = ["Must be 0 or 1 for the metric converted."];
        if (command.DecisionId is { } decision && !conversation.Decisions.ContainsKey(decision))
            errors["decisionId"] = ["This decision does not belong to this conversation."];
        if (errors.Count > 0)
            throw new ValidationException(errors);
    }
}
