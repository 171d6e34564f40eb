namespace ConvoStudio.Engine.Policies;

/// <summary>Turns probabilities into whole weights that sum to exactly 2³².</summary>
public static class WeightRounding
{
    /// <summary>What the weights of one decision sum to: 2³².</summary>
    public const ulong Total = 1UL << 32;

    /// <summary>Rounds down, lifts each action to its share of the floor, and gives the remainder to the most probable action (ties: the lowest index).</summary>
    /// <remarks>The share is ⌈floor / K · 2³²⌉, or ⌊2³² / K⌋ where K such shares would not fit. What the lifting took too much is taken back from the
    /// heaviest actions, never below the share. Deterministic; allocates nothing.</remarks>
    /// <param name="probabilities">Length K, each in [0, 1], sum 1 within 1e-6.</param>
    /// <param name="floor">Total uniform mass in [0, 1].</param>
    /// <param name="weights">Length K; filled.</param>
    /// <exception cref="ArgumentException">No action, lengths differ, a probability is not in [0, 1] or not a number, the sum is not 1, or the floor is out of range.</exception>
    public static void Round(ReadOnlySpan<double> probabilities, double floor, Span<ulong> weights)
    {
        var count = probabilities.Length;
        if (count == 0 || weights.Length != count)
            throw new ArgumentException($"Needs one weight for each of at least one probability, not {weights.Length} for {count}.");
        if (!(floor >= 0 && floor <= 1))
            throw new ArgumentException($"The floor must be in [0, 1], not {floor}.", nameof(floor));

        var share = Math.Min((ulong)Math.Ceiling(floor * Total / count), Total / (ulong)count);
        var best = 0;
        var sum = 0.0;
        var weightSum = 0UL;
        for (var i = 0; i < count; i++)
        {
            var probability = probabilities[i];
            if (!(probability >= 0 && probability <= 1 + 1e-9))
                throw new ArgumentException($"Probability {i} must be in [0, 1], not {probability}.", nameof(probabilities));
            if (probability > probabilities[best])
                best = i;
            sum += probability;
            weights[i] = Math.Max((ulong)(Math.Min(probability, 1) * Total), share);
            weightSum += weights[i];
        }
        if (Math.Abs(sum - 1) > 1e-6)
            throw new ArgumentException($"Probabilities must sum to 1, not {sum}.", nameof(probabilities));

        if (weightSum <= Total)
            weights[best] += Total - weightSum;
        else
            TakeBack(weights, share, weightSum - Total);
    }

    private static void TakeBack(Span<ulong> weights, ulong share, ulong excess)
    {
        // K shares fit into the total, so there is always an action above its share while the sum is too large.
        while (excess > 0)
        {
            var heaviest = 0;
            for (var i = 1; i < weights.Length; i++)
            {
                if (weights[i] > weights[heaviest])
                    heaviest = i;
            }
            var taken = Math.Min(excess, weights[heaviest] - share);
            weights[heaviest] -= taken;
            excess -= taken;
        }
    }
}
