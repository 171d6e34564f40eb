using System.Text.Json;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Application.Decisions;

/// <summary>A decision's row with its conversation.</summary>
public sealed record FoundDecision(LogEntry Entry, DecisionPayload Decision, ConversationRow Conversation)
{
    /// <summary>The action as it was answered, its words filled in; null when no answer is stored.</summary>
    public ActionAnswer? Answered =>
        Entry.Answer.IsEmpty ? null : JsonSerializer.Deserialize(Entry.Answer.Span, AnswerJson.Default.DecisionAnswer)?.Action;
}

/// <summary>Finds decisions by id.</summary>
public sealed class DecisionReader(IDecisionLog log)
{
    /// <exception cref="NotFoundException">There is no such decision.</exception>
    /// <exception cref="InvalidDataException">The row cannot be read.</exception>
    public FoundDecision Find(Guid decisionId)
    {
        if (log.FindConversation(DecisionId.ConversationOf(decisionId)) is { } conversation)
        {
            foreach (var entry in log.ReadConversation(conversation.No))
            {
                if (entry.Kind == LogKind.Decision && LogPayloads.Read<DecisionPayload>(entry) is var decision && decision.DecisionId == decisionId)
                    return new FoundDecision(entry, decision, conversation);
            }
        }

        throw new NotFoundException("decision", decisionId.ToString());
    }
}
