namespace ConvoStudio.Engine.Experiments;

/// <summary>From the probability that each arm is the best to the shares new units are assigned with.</summary>
public static class BanditAllocation
{
    /// <summary>Units an arm must have before shares move; below, a lucky start would starve the others.</summary>
    public const long LeastUnits = 100;

    /// <summary>True when every arm has the units that shares may move on.</summary>
    /// <param name="units">Units of each arm.</param>
    /// <param name="least">Units demanded.</param>
    public static bool MayMove(ReadOnlySpan<long> units, long least = LeastUnits)
    {
        foreach (var count in units)
        {
            if (count < least)
                return false;
        }
        return true;
    }

    /// <summary>Top-two Thompson sampling in closed form: the best arm is drawn with probability β, else the best of a draw in which another one wins.</summary>
    /// <param name="best">P(arm is best), summing to 1.</param>
    /// <param name="topShare">β in (0, 1]; 1 is plain Thompson sampling, ½ the usual choice.</param>
    /// <param name="weights">As long as the arms; they sum to 1.</param>
    /// <remarks>wᵢ = pᵢ(β + (1 − β) Σ_{j≠i} pⱼ/(1 − pⱼ)). Source: Russo, Operations Research 68, 2020, 3.4.</remarks>
    /// <exception cref="ArgumentException">Lengths differ or β is out of range.</exception>
    public static void TopTwo(ReadOnlySpan<double> best, double topShare, Span<double> weights)
    {
        if (best.Length == 0 || best.Length != weights.Length)
            throw new ArgumentException($"Needs one weight for each of at least one arm, not {weights.Length} for {best.Length}.", nameof(weights));
        if (topShare is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(topShare), topShare, "The share of the top arm must lie in (0, 1].");
        if (best.Length == 1)
        {
            weights[0] = 1;
            return;
        }
        for (var i = 0; i < best.Length; i++)
            weights[i] = topShare * best[i];
        for (var top = 0; top < best.Length; top++)
        {
            // 1 − p of a near-certain arm has no digits; the sum of the others has.
            var others = 0.0;
            for (var i = 0; i < best.Length; i++)
                others += i == top ? 0 : best[i];
            for (var i = 0; i < best.Length; i++)
            {
                if (i != top)
                    weights[i] += (1 - topShare) * best[top] * (others > 0 ? best[i] / others : 1.0 / (best.Length - 1));
            }
        }
    }

    /// <summary>floor + (1 − K·floor)·w: every arm keeps its floor, the rest is shared as before.</summary>
    /// <param name="weights">Summing to 1; changed in place.</param>
    /// <param name="floor">Of each arm; below 0 counts as 0, and K·floor ≥ 1 makes all equal.</param>
    public static void AddFloor(Span<double> weights, double floor)
    {
        var each = Math.Max(0, floor);
        var rest = Math.Max(0, 1 - (weights.Length * each));
        foreach (ref var weight in weights)
            weight = rest > 0 ? each + (rest * weight) : 1.0 / weights.Length;
    }

    /// <summary>Brings weights inside the limits of each arm, keeping their proportions where no limit binds.</summary>
    /// <param name="weights">0 or more; changed in place to shares that sum to 1.</param>
    /// <param name="limits">Of each arm. A pinned share is a floor equal to its ceiling.</param>
    /// <exception cref="ArgumentException">Lengths differ, a limit is out of range, or the limits cannot sum to 1.</exception>
    public static void Limit(Span<double> weights, ReadOnlySpan<ShareLimit> limits)
    {
        Check(weights, limits);
        // Σ clamp(λ·w) grows with λ: the shares are those of the λ at which it is 1. A weight of 0 still may rise to its floor only, so all get a trace.
        double low = 0, high = 1;
        while (Total(weights, limits, high) < 1 - 1e-15 && high < 1e300)
            high *= 2;
        for (var i = 0; i < 200 && low < high; i++)
        {
            var middle = low + ((high - low) / 2);
            if (middle == low || middle == high)
                break;
            if (Total(weights, limits, middle) < 1)
                low = middle;
            else
                high = middle;
        }
        for (var i = 0; i < weights.Length; i++)
            weights[i] = Math.Clamp(high * (weights[i] + Trace), limits[i].Floor, limits[i].Ceiling);
    }

    private const double Trace = 1e-12;

    private static double Total(ReadOnlySpan<double> weights, ReadOnlySpan<ShareLimit> limits, double factor)
    {
        var total = 0.0;
        for (var i = 0; i < weights.Length; i++)
            total += Math.Clamp(factor * (weights[i] + Trace), limits[i].Floor, limits[i].Ceiling);
        return total;
    }

    private static void Check(ReadOnlySpan<double> weights, ReadOnlySpan<ShareLimit> limits)
    {
        if (weights.Length == 0 || weights.Length != limits.Length)
            throw new ArgumentException($"Needs one limit for each of at least one arm, not {limits.Length} for {weights.Length}.", nameof(limits));
        double floors = 0, ceilings = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && double.IsFinite(weights[i])))
                throw new ArgumentException($"Weight {i} must be finite and 0 or more, not {weights[i]}.", nameof(weights));
            if (!(limits[i].Floor >= 0 && limits[i].Floor <= limits[i].Ceiling && limits[i].Ceiling <= 1))
                throw new ArgumentException($"The limits of arm {i} must be in order, from 0 to 1.", nameof(limits));
            floors += limits[i].Floor;
            ceilings += limits[i].Ceiling;
        }
        if (floors > 1 + 1e-12 || ceilings < 1 - 1e-12)
            throw new ArgumentException($"Floors of {floors} in total and ceilings of {ceilings} leave no shares that sum to 1.", nameof(limits));
    }
}
