using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Policies;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Application.Decisions;

/// <summary>Everything a decision is a function of. Live decisions and replays hand over the same things and get the same payload.</summary>
/// <param name="EarlierArms">Arms of the customer's other conversations; empty where no experiment is on customers.</param>
internal sealed record DecisionInputs(
    Guid DecisionId, ActiveConfiguration Configuration, Conversation Conversation, CustomerHistory History,
    IReadOnlyDictionary<string, AssignmentPayload> EarlierArms, IExperimentShares Shares, long StateSequence,
    IReadOnlyList<int>? Offered, DateTimeOffset EvaluatedAt, int? UtcOffsetMinutes);

/// <summary>Facts → state → encoded context → eligible → weights → draw. Pure but for the policy it is given.</summary>
internal static class DecisionMaker
{
    public static (DecisionPayload Decision, AssignmentPayload? Assignment) Make(DecisionInputs inputs, ReadOnlySpan<byte> secret, Func<string, PolicyInForce> findPolicy)
    {
        var active = inputs.Configuration;
        var compiled = CompiledConfiguration.Of(active);
        var conversation = inputs.Conversation;
        var route = Router.Of(active.Configuration, RoutedConversation.Of(conversation, inputs.EarlierArms, inputs.Shares), secret);
        var filtered = compiled.Rules.Filter(new(conversation, inputs.History, inputs.Offered, inputs.EvaluatedAt));
        var context = compiled.Encoder.Encode(conversation.State);
        var policy = findPolicy(route.Policy);
        var count = filtered.Eligible.Length;
        var (weights, scores, widths) = (new ulong[count], new double[count], new double[count]);
        policy.Snapshot.Probabilities(context, filtered.Eligible, weights, scores, widths);
        var draw = Draw.Of(secret, inputs.DecisionId);
        var sparse = SparseContext.From(context);
        return (new DecisionPayload(
            inputs.DecisionId, active.Hash, active.PlaybookHash, active.EncoderHash, active.RulesHash, active.RewardHash,
            active.PolicyHashes[route.Policy], route.Policy, policy.Sequence, inputs.StateSequence, inputs.EvaluatedAt, inputs.UtcOffsetMinutes, Kernel.Id,
            route.Steps, route.Experiment, route.Arm, inputs.Offered, filtered.Eligible, weights, scores, widths,
            filtered.Blocked, filtered.Forced, draw, filtered.Eligible[Draw.Pick(weights, draw)], sparse.Slots, sparse.Values,
            filtered.ShadowBlocked, filtered.Noted, filtered.Alarm, inputs.History.Sequence,
            inputs.History.WithdrawnUpTo, filtered.Approved), route.Assignment);
    }
}
