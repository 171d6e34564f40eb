using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.LeastSquares;

namespace ConvoStudio.Application.Policies;

/// <summary>A policy as it was at a sequence number, rebuilt from its checkpoint and the log. For replay and explanations; never on the decision path.</summary>
/// <param name="Mean">The average context it had learnt from; empty where the policy learns nothing.</param>
internal sealed record PolicyAt(IPolicySnapshot Snapshot, EncodedContext Mean)
{
    /// <exception cref="InvalidDataException">The configuration holds no such policy, it had not begun, or its bytes have changed.</exception>
    public static PolicyAt Find(PolicyFoldScope scope, PlaybookConfiguration configuration, string id, long sequence)
    {
        var policy = configuration.Policies.FirstOrDefault(p => p.Id == id) ?? throw new InvalidDataException($"The configuration holds no policy {id}.");
        if (!PolicyFactory.Learns(policy))
            return new PolicyAt(PolicyFactory.CreateFixed(policy, configuration.Encoder, scope.Log), default);
        var fold = PolicyFold.FromCheckpoint(scope, configuration.Playbook, policy, sequence);
        fold.AdvanceTo(sequence);
        var learner = fold.Learner ?? throw new InvalidDataException($"Policy {id} had not begun at sequence {sequence}.");
        var mean = learner switch
        {
            LinearBanditLearner linear => linear.MeanContext(),
            AdaptiveBanditLearner adaptive => adaptive.MeanContext(),
            _ => default,
        };
        return new PolicyAt(learner.Snapshot(), mean);
    }
}
