namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>LinUCB: everything above the floor goes to the action with the highest upper bound (ties: the lowest index).</summary>
internal static class OptimisticChoice
{
    public static void Weights(ReadOnlySpan<double> scores, ReadOnlySpan<double> widths, LeastSquaresSettings settings, Span<ulong> weights)
    {
        var best = 0;
        var highest = double.NegativeInfinity;
        for (var i = 0; i < scores.Length; i++)
        {
            var bound = scores[i] + (settings.Exploration * widths[i]);
            if (bound > highest)
                (best, highest) = (i, bound);
        }
        var share = Math.Min((ulong)Math.Ceiling(settings.Floor * WeightRounding.Total / scores.Length), WeightRounding.Total / (ulong)scores.Length);
        weights.Fill(share);
        weights[best] += WeightRounding.Total - (share * (ulong)scores.Length);
    }
}
