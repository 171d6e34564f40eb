using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.Exploration;

/// <summary>SquareCB: from estimated rewards to probabilities in closed form, inverse in the gap to the best.</summary>
/// <remarks>p_a = 1 / (K + γ(ŷ* − ŷ_a)) for a ≠ best, the rest to the best (ties: the lowest index), then mixed with the floor:
/// (1 − floor)·p + floor / K. Source: Foster and Rakhlin, ICML 2020 (Abe and Long 1999).</remarks>
public static class SquareCb
{
    /// <summary>γ where the scores are known for sure: whatever is worse by more than a billionth is left to the floor.</summary>
    public const double MostGamma = 1e12;

    /// <summary>γ = scale · (learnt + 1)^exponent.</summary>
    /// <param name="scale">γ of a policy that has learnt nothing; more than 0.</param>
    /// <param name="exponent">Growth, in [0, 1]; 0.5 is the rate of the regret bound.</param>
    /// <param name="learntCount">Decisions learnt; 0 or more.</param>
    public static double Gamma(double scale, double exponent, long learntCount) => scale * PortableMath.Pow(learntCount + 1.0, exponent);

    /// <summary>γ from the widths: √(8K) / (noise · root mean square of the widths), at most <see cref="MostGamma"/>.</summary>
    /// <remarks>With these probabilities the regret of one decision is at most 2K/γ + γ/4 · E(ŷ_a − f_a)² (Foster and Rakhlin, ICML 2020, lemma 3). The expected
    /// squared error of a least-squares score is (noise · width)², and √(8K)/error is the γ at which the bound is least. The mean over the eligible
    /// actions stands for the expectation over the drawn one. A schedule in the number of decisions fits the average context; this fits the one at hand:
    /// well-known contexts are used, new ones explored, and a new action makes the others explore until it is known.</remarks>
    /// <param name="widths">Length K ≥ 1, finite, 0 or more.</param>
    /// <param name="noise">Standard deviation of a reward given the context; above 0.</param>
    public static double Gamma(ReadOnlySpan<double> widths, double noise)
    {
        var squares = 0.0;
        foreach (var width in widths)
            squares += width * width;
        var error = noise * Math.Sqrt(squares / widths.Length);
        return error > 0 ? Math.Min(Math.Sqrt(8.0 * widths.Length) / error, MostGamma) : MostGamma;
    }

    /// <summary>Fills the probabilities of the eligible actions.</summary>
    /// <param name="scores">Estimated rewards ŷ, length K ≥ 1, finite.</param>
    /// <param name="gamma">γ, 0 (uniform) or more, finite.</param>
    /// <param name="floor">Total uniform mass in [0, 1].</param>
    /// <param name="probabilities">Length K; each at least floor / K, sum 1 up to rounding.</param>
    /// <exception cref="ArgumentException">No action, lengths differ, or a score, γ or the floor out of range.</exception>
    public static void Probabilities(ReadOnlySpan<double> scores, double gamma, double floor, Span<double> probabilities)
    {
        var count = scores.Length;
        if (count == 0 || probabilities.Length != count)
            throw new ArgumentException($"Needs one probability for each of at least one score, not {probabilities.Length} for {count}.");
        if (!(gamma >= 0 && double.IsFinite(gamma)))
            throw new ArgumentException($"Gamma must be finite and 0 or more, not {gamma}.", nameof(gamma));
        if (!(floor >= 0 && floor <= 1))
            throw new ArgumentException($"The floor must be in [0, 1], not {floor}.", nameof(floor));

        var best = 0;
        for (var i = 0; i < count; i++)
        {
            if (!double.IsFinite(scores[i]))
                throw new ArgumentException($"Score {i} must be finite, not {scores[i]}.", nameof(scores));
            if (scores[i] > scores[best])
                best = i;
        }
        var others = 0.0;
        for (var i = 0; i < count; i++)
        {
            if (i == best)
                continue;
            // A gap may overflow to infinity: the probability is then 0, unless gamma is 0 and gaps do not count.
            var penalty = gamma == 0 ? 0 : gamma * (scores[best] - scores[i]);
            probabilities[i] = 1 / (count + penalty);
            others += probabilities[i];
        }
        probabilities[best] = Math.Max(0, 1 - others);
        if (floor == 0)
            return;
        for (var i = 0; i < count; i++)
            probabilities[i] = ((1 - floor) * probabilities[i]) + (floor / count);
    }
}
