using System.Collections.Frozen;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Decisions;

/// <summary>Arms a customer got in earlier conversations, for experiments on customers.</summary>
internal static class CustomerArms
{
    public static FrozenDictionary<string, AssignmentPayload> None { get; } = FrozenDictionary<string, AssignmentPayload>.Empty;

    /// <summary>True when the first decision of a conversation must look at the customer's other ones.</summary>
    public static bool Matter(PlaybookConfiguration configuration, Conversation conversation) =>
        conversation.Decisions.Count == 0 && configuration.Experiments.Any(e => e is { Running: true, Plan.Unit: ExperimentUnit.Customer });

    /// <summary>The customer's first arm in each experiment.</summary>
    /// <param name="upToSequence">Later entries are left out: a replay sees what the decision saw.</param>
    public static IReadOnlyDictionary<string, AssignmentPayload> Read(IDecisionLog log, ConversationRow conversation, long upToSequence = long.MaxValue)
    {
        var arms = new Dictionary<string, AssignmentPayload>(StringComparer.Ordinal);
        foreach (var entry in log.ReadAssignments(conversation, upToSequence))
        {
            var assignment = LogPayloads.Read<AssignmentPayload>(entry);
            arms.TryAdd(assignment.Experiment, assignment);
        }

        return arms;
    }
}
