using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Policies;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies;

namespace ConvoStudio.Application.Decisions;

/// <summary>Says what the scores of a decision were made of. Computed when asked, with the policy as it was then; the decision path knows nothing of it.</summary>
public sealed class DecisionExplainer(IDecisionLog log, LogSource source, DecisionReader reader, IConfigurations configurations, int checkpointEvery)
{
    /// <remarks>Folds the policy from its checkpoint up to the decision: call it off the circuit's thread.</remarks>
    /// <exception cref="NotFoundException">There is no such decision.</exception>
    /// <exception cref="InvalidDataException">The row, its configuration or its policy cannot be read.</exception>
    public DecisionExplanation Explain(IActor actor, Guid decisionId)
    {
        RoleTable.Demand(actor, UseCase.ReadConversations);
        var found = reader.Find(decisionId);
        var row = found.Decision;
        var configuration = LogConfigurations.Load(log, row.ConfigurationHash, 0).Configuration;
        var policy = PolicyAt.Find(new PolicyFoldScope(log, source, checkpointEvery), configuration, row.Policy, row.PolicySequence);
        var part = configuration.Policies.First(p => p.Id == row.Policy);
        var context = new SparseContext(row.Slots, row.Values).ToDense(configuration.Encoder.Length);
        if (policy.Snapshot is not IExplainablePolicy explainable)
            return new(part.Kind, ScoreUnit.Reward, part.Kind == PolicyKind.Uniform ? 1.0 / row.Eligible.Count : part.Floor / row.Eligible.Count, IsFaithful(policy, context, row), []);
        var state = Conversation.Load(
            found.Conversation, ProtectedFacts.None, log.ReadConversation(found.Conversation.No, row.StateSequence)).State;
        var subjects = new SlotSubjects(configuration.Encoder, state, ReadableFacts(found.Conversation.Playbook, configuration));
        return new(
            part.Kind, explainable.Unit, explainable.Floor / row.Eligible.Count, IsFaithful(policy, context, row),
            [.. row.Eligible.Select((action, i) => Explain(explainable, explainable.Explain(context, policy.Mean, action), row, i, subjects))],
            PolicyFactory.Learns(part) ? PolicyFactory.Settings(part, log).Exploration : null);
    }

    private static ActionExplanation Explain(IExplainablePolicy policy, ScoreParts parts, DecisionPayload row, int place, SlotSubjects subjects) => new(
        parts.Action, parts.Score, parts.Start, row.Widths[place], parts.Parts.Count == 0 ? [] : subjects.Reasons(parts.Parts), policy.BonusOf(parts, row.Eligible.Count),
        // A weight may be a 2³²nd less than the exact share: rounding never takes from a chance what it does not have.
        Math.Max(0, (row.Weights[place] / (double)WeightRounding.Total) - (policy.Floor / row.Eligible.Count)));

    // A fact may have been open to policies when the decision was made and protected since: then it is not named any more.
    private HashSet<string> ReadableFacts(string playbook, PlaybookConfiguration then)
    {
        var now = configurations.Find(playbook)?.Configuration ?? then;
        var forbidden = now.Definition.Facts.Where(f => !f.Usages.HasFlag(FactUsages.Policy)).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        return then.Definition.Facts.Where(f => f.Usages.HasFlag(FactUsages.Policy) && !forbidden.Contains(f.Key)).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsFaithful(PolicyAt policy, EncodedContext context, DecisionPayload row)
    {
        var count = row.Eligible.Count;
        var (weights, scores, widths) = (new ulong[count], new double[count], new double[count]);
        policy.Snapshot.Probabilities(context, [.. row.Eligible], weights, scores, widths);
        return row.Scores.SequenceEqual(scores) && row.Weights.SequenceEqual(weights);
    }
}
