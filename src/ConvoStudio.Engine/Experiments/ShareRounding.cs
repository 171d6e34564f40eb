namespace ConvoStudio.Engine.Experiments;

/// <summary>Shares as whole weights that sum to exactly 2³².</summary>
public static class ShareRounding
{
    /// <summary>What the weights sum to.</summary>
    public const ulong Total = 1UL << 32;

    /// <summary>Rounds down and gives what is left to the largest remainders (ties: the lowest index). No weight is 0, so no arm's propensity is.</summary>
    /// <param name="shares">At least two, each 0 or more, sum 1 within 1e-9.</param>
    /// <returns>Each within one unit of share · 2³²; for shares below 2⁻³² the heaviest arm gives a unit.</returns>
    /// <exception cref="ArgumentException">Fewer than two shares, one that is negative or not a number, or a sum that is not 1.</exception>
    public static uint[] Round(ReadOnlySpan<double> shares)
    {
        if (shares.Length < 2)
            throw new ArgumentException("One arm alone would weigh 2³², which 32 bits cannot hold: at least two arms share.", nameof(shares));
        var sum = 0.0;
        foreach (var share in shares)
        {
            if (!(share >= 0))
                throw new ArgumentException($"A share must be 0 or more, not {share}.", nameof(shares));
            sum += share;
        }
        if (Math.Abs(sum - 1) > 1e-9)
            throw new ArgumentException($"Shares must sum to 1, not {sum}.", nameof(shares));
        var weights = new ulong[shares.Length];
        var remainders = new double[shares.Length];
        var given = 0UL;
        for (var i = 0; i < shares.Length; i++)
        {
            var exact = shares[i] / sum * Total;
            weights[i] = (ulong)exact;
            remainders[i] = exact - weights[i];
            given += weights[i];
        }
        for (; given < Total; given++)
        {
            var next = Largest(remainders);
            weights[next]++;
            remainders[next]--;
        }
        return Whole(weights, given - Total);
    }

    // Takes back what rounding gave too much, and lifts zeros to 1.
    private static uint[] Whole(ulong[] weights, ulong excess)
    {
        for (; excess > 0; excess--)
            weights[Array.IndexOf(weights, weights.Max())]--;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
                continue;
            weights[Array.IndexOf(weights, weights.Max())]--;
            weights[i] = 1;
        }
        return [.. weights.Select(weight => (uint)weight)];
    }

    private static int Largest(double[] values)
    {
        var largest = 0;
        for (var i = 1; i < values.Length; i++)
            largest = values[i] > values[largest] ? i : largest;
        return largest;
    }
}
