using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Policies;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Application.Decisions;

/// <summary>Everything a decision is a function of. Live decisions and replays hand over the same things and get the same payload.</summary>
internal sealed record DecisionInputs(
    Guid DecisionId, ActiveConfiguration Configuration, string Unit, IReadOnlyDictionary<string, AssignmentPayload> Assignments,
    ConversationState State, long StateSequence, IReadOnlyDictionary<string, FactValue> ProtectedFacts,
    IReadOnlyList<int>? Offered, DateTimeOffset EvaluatedAt, int? UtcOffsetMinutes);

/// <summary>Facts → state → encoded context → eligible → weights → draw. Pure but for the policy it is given.</summary>
internal static class DecisionMaker
{
    public static (DecisionPayload Decision, AssignmentPayload? Assignment) Make(DecisionInputs inputs, ReadOnlySpan<byte> secret, Func<string, PolicyInForce> findPolicy)
    {
        var active = inputs.Configuration;
        var compiled = CompiledConfiguration.Of(active);
        var route = Router.Of(active.Configuration, inputs.Unit, inputs.Assignments, secret);
        var filtered = compiled.Rules.Filter(inputs.Offered, inputs.State, inputs.ProtectedFacts);
        var context = compiled.Encoder.Encode(inputs.State);
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
            filtered.Blocked.Count == 0 ? [] : [.. filtered.Blocked.Select(b => new BlockedPayload(b.Action, b.Rule.Key, compiled.RuleHash(b.Rule.Key), b.Sentence))],
            filtered.Forced, draw, filtered.Eligible[Draw.Pick(weights, draw)], sparse.Slots, sparse.Values), route.Assignment);
    }
}
