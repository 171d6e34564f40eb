using System.Diagnostics;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies.LeastSquares;

namespace ConvoStudio.Engine.Tests.Bakeoff;

/// <summary>One pass over a set: features in sight, an action drawn, its cost learnt, nothing else.</summary>
/// <param name="Error">Mean regret of a decision over the whole stream.</param>
/// <param name="PerSecond">Decisions a second: predict, draw and learn, on the calling thread.</param>
/// <param name="Features">The feature set that answered at the end.</param>
internal sealed record BakeoffPass(double Error, double PerSecond, FeatureSets Features)
{
    public static BakeoffPass Run(CostStream stream, int shuffle, AdaptiveBanditSettings settings)
    {
        var learner = new AdaptiveBanditLearner(stream.ContextLength, settings);
        int[] eligible = [.. Enumerable.Range(0, stream.ActionCount)];
        var (weights, scores, widths) = (new ulong[eligible.Length], new double[eligible.Length], new double[eligible.Length]);
        // Another stream than the shuffle's, which is seeded with the same number.
        var random = new SplitMix64(0x5EED_0000UL + (ulong)shuffle);
        var (order, regret) = (stream.Order(shuffle), 0.0);
        var start = Stopwatch.GetTimestamp();
        foreach (var row in order)
        {
            var context = stream.Context(row);
            learner.Probabilities(context, eligible, weights, scores, widths);
            ulong draw = random.NextUInt32(), sum = 0;
            var action = 0;
            while (draw >= (sum += weights[action]))
                action++;
            learner.Learn(context, action, 1 - stream.Cost(row, action));
            regret += stream.Regret(row, action);
        }
        return new(regret / order.Length, order.Length / Stopwatch.GetElapsedTime(start).TotalSeconds, learner.Leading);
    }
}
