using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>LinUCB: everything above the floor goes to the action with the highest upper bound (ties: the lowest index).</summary>
/// <remarks>Bound = score + exploration · √(log₂ K) · width for K ≥ 2 eligible actions: the largest of K errors grows as the root of log K.</remarks>
internal static class OptimisticChoice
{
    /// <summary>Widths between estimate and bound: one of many bounds is too high by chance sooner than one of two.</summary>
    public static double Factor(AdaptiveBanditSettings settings, int eligible) =>
        settings.Exploration * Math.Sqrt(Math.Max(1, PortableMath.Log(eligible) / PortableMath.Log(2)));

    public static void Decide(
        LeastSquaresModel model, AdaptiveBanditSettings settings, in EncodedContext context, ReadOnlySpan<int> eligible, Span<ulong> weights, Span<double> scores,
        Span<double> widths)
    {
        PolicyArguments.Require(eligible, weights.Length, scores.Length, widths.Length);
        model.Predict(context, eligible, scores, widths);
        var (best, highest) = (0, double.NegativeInfinity);
        var exploration = Factor(settings, scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            var bound = scores[i] + (exploration * widths[i]);
            if (bound > highest)
                (best, highest) = (i, bound);
        }
        var count = (ulong)weights.Length;
        var share = Math.Min((ulong)Math.Ceiling(settings.Floor * WeightRounding.Total / count), WeightRounding.Total / count);
        weights.Fill(share);
        weights[best] += WeightRounding.Total - (share * count);
    }
}
