using System.Buffers;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies.LeastSquares;

namespace ConvoStudio.Engine.Tests.Policies.LeastSquares;

/// <summary>Short ways to make, ask and save adaptive bandits.</summary>
internal static class AdaptiveBanditRuns
{
    public static AdaptiveBanditSettings Only(FeatureSets features) => AdaptiveBanditSettings.Default with { Features = features, DriftThreshold = 0 };

    public static AdaptiveBanditLearner Learnt(IEnumerable<TestDecision> decisions, int length, AdaptiveBanditSettings settings)
    {
        var learner = new AdaptiveBanditLearner(length, settings);
        foreach (var decision in decisions)
            learner.Learn(decision.Context, decision.Action, decision.Reward);
        return learner;
    }

    public static (ulong[] Weights, double[] Scores, double[] Widths) Ask(AdaptiveBanditLearner learner, double[] x, params int[] eligible)
    {
        var (weights, scores, widths) = (new ulong[eligible.Length], new double[eligible.Length], new double[eligible.Length]);
        learner.Snapshot().Probabilities(new EncodedContext(x), eligible, weights, scores, widths);
        return (weights, scores, widths);
    }

    public static byte[] Saved(AdaptiveBanditLearner learner)
    {
        var buffer = new ArrayBufferWriter<byte>();
        learner.Save(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
