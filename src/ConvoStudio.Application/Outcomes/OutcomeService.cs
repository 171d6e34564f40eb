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
            var occurredAt = conversations.EventTime(command.At);
            var amends = conversation.IsSettled;
            var answer = AnswerJson.Write(new OutcomeAnswer(id, command.Metric, command.Value, amends), AnswerJson.Default.OutcomeAnswer);
            object payload = amends
                ? new AmendmentPayload(command.Metric, command.Value, conversation.FindOutcome(command.Metric, command.DecisionId), command.DecisionId)
                : new OutcomePayload(command.Metric, command.Value, command.Final, command.DecisionId);
            var bytes = amends ? LogPayloads.Write((AmendmentPayload)payload) : LogPayloads.Write((OutcomePayload)payload);
            var entry = new NewLogEntry(amends ? LogKind.Amendment : LogKind.Outcome, null, occurredAt, bytes, identity.Key, identity.BodyHash, answer);
            return ValueTask.FromResult(new Plan([(entry, payload)], answer));
        }, cancellationToken);

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
