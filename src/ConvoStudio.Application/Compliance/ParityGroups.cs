using System.Globalization;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Compliance;

/// <summary>Joins conversations with the fact that makes groups of them. The one place where a protected value meets a conversation outside the rule filter; only sums leave it.</summary>
internal sealed class ParityGroups(IDecisionLog log, IProtectedStore protectedStore)
{
    /// <summary>The group of a conversation, or null while the fact is not known, and its state.</summary>
    public async Task<(FactValue? Fact, ConversationState State)> ReadAsync(ConversationRow row, string fact, CancellationToken cancellationToken)
    {
        var kept = await protectedStore.LoadFactsAsync(row.PublicId, null, cancellationToken);
        var conversation = Conversation.Load(row, kept, log.ReadConversation(row.No));
        var value = kept.Values.TryGetValue(fact, out var known) ? known : conversation.State.Facts.GetValueOrDefault(fact);
        return (value.IsKnown ? value : null, conversation.State);
    }

    public static string Name(FactValue fact) => fact.Kind switch
    {
        FactValueKind.Word => fact.Word!,
        FactValueKind.Flag => fact.Number != 0 ? "true" : "false",
        _ => fact.Number.ToString(CultureInfo.InvariantCulture),
    };
}
