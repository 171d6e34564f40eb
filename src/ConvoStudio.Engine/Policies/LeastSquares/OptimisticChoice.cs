using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>LinUCB: everything above the floor goes to the action with the highest upper bound (ties: the lowest index).</summary>
internal static class OptimisticChoice
{
    public static void Decide(
        LeastSquaresModel model, AdaptiveBanditSettings settings, in EncodedContext context, ReadOnlySpan<int> eligible, Span<ulong> weights, Span<double> scores,
        Span<double> widths)
    {
        PolicyArguments.Require(eligible, weights.Length, scores.Length, widths.Length);
        model.Predict(context, eligible, scores, widths);
        var (best, highest) = (0, double.NegativeInfinity);
        for (var i = 0; i < scores.Length; i++)
        {
            var bound = scores[i] + (settings.Exploration * widths[i]);
            if (bound > highest)
                (best, highest) = (i, bound);
        }
        var count = (ulong)weights.Length;
        var share = Math.Min((ulong)Math.Ceiling(settings.Floor * WeightRounding.Total / count), WeightRounding.Total / count);
        weights.Fill(share);
        weights[best] += WeightRounding.Total - (share * count);
    }
}
