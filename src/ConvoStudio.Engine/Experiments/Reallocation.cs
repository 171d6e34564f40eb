namespace ConvoStudio.Engine.Experiments;

/// <summary>The next shares of a bandit experiment: a pure function of its input, with the same bits on every machine, so that a replay can compare them.</summary>
/// <param name="Hold">Why shares do not move; None when they do. Arms that came or went, and changed limits, change them all the same.</param>
/// <param name="Arms">In the order of the input.</param>
/// <param name="ExposureUsed">Units assigned to arms other than control, pending and retired ones included.</param>
/// <param name="RegretUsed">Σ assigned · (posterior mean of the arm that looks best − that of the arm); 0 or more, in units of the metric.</param>
/// <remarks>Top-two Thompson sampling in closed form over the arms past their burn-in, or the pair and split that lose least (<see cref="AllocationPurpose"/>); an arm in
/// burn-in has an equal share. Then limits and the pinned share
/// of control. Held shares keep their proportions: a new arm takes an equal share, a retired one leaves its own. Sources: Russo, Operations Research 68,
/// 2020; Scott, Applied Stochastic Models in Business and Industry 26, 2010.</remarks>
public sealed record Reallocation(ReallocationHold Hold, IReadOnlyList<ArmReallocation> Arms, long ExposureUsed, double RegretUsed)
{
    /// <summary>Computes the next shares.</summary>
    /// <param name="input">Everything that decides them.</param>
    /// <exception cref="ArgumentException">Fewer than two arms left, an impossible sum, or limits that leave no shares that sum to 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static Reallocation Of(ReallocationInput input)
    {
        input.Check();
        var belief = new ArmBeliefs(input);
        int[] active = [.. Enumerable.Range(0, input.Arms.Count).Where(i => !input.Arms[i].Retired)];
        int[] settled = [.. active.Where(i => input.Arms[i].Closed.N >= input.BurnInUnits)];
        var best = Spread(input, active, belief.ProbabilityBest(active));
        var (exposed, regret) = BudgetUse.Of(input, belief.Posteriors);
        var changed = IsOutdated(input);
        var hold = HoldOf(input, settled.Length, changed, exposed, regret);
        var wanted = Wanted(input, active, settled, belief);
        double[] shares = [.. wanted];
        if (hold != ReallocationHold.None)
            Keep(input, active, shares);
        var weights = hold != ReallocationHold.None && !changed ? [.. input.Arms.Select(arm => arm.Share)] : Limited(input, active, shares);
        return new(
            hold, [.. input.Arms.Select((arm, i) => new ArmReallocation(
                belief.Posteriors[i], best[i], wanted[i], weights[i], !arm.Retired && arm.Closed.N < input.BurnInUnits))], exposed, regret);
    }

    private static ReallocationHold HoldOf(ReallocationInput input, int settled, bool changed, long exposed, double regret)
    {
        if (input.ExposureBudget is { } exposures && exposed >= exposures)
            return ReallocationHold.ExposureBudgetSpent;
        if (input.RegretBudget is { } budget && regret >= budget)
            return ReallocationHold.RegretBudgetSpent;
        if (settled < 2)
            return ReallocationHold.BurnIn;
        return !changed && input.Arms.All(arm => arm.Before == arm.Closed) ? ReallocationHold.NothingNew : ReallocationHold.None;
    }

    // Shares that cannot stand even while nothing moves: an arm came or went, a limit was changed, or they are not yet weights of 2³².
    private static bool IsOutdated(ReallocationInput input)
    {
        const double unit = 1.0 / ShareRounding.Total;
        ulong total = 0;
        for (var i = 0; i < input.Arms.Count; i++)
        {
            var arm = input.Arms[i];
            var (share, limit) = (arm.Share * unit, input.LimitOf(i));
            if ((arm.Share == 0) != arm.Retired || (!arm.Retired && (share < limit.Floor - (2 * unit) || share > limit.Ceiling + (2 * unit))))
                return true;
            total += arm.Share;
        }
        return total != ShareRounding.Total;
    }

    // Arms in burn-in have 1/K each; the others divide the rest as the purpose says.
    private static double[] Wanted(ReallocationInput input, int[] active, int[] settled, ArmBeliefs belief)
    {
        var equal = 1.0 / active.Length;
        var wanted = new double[input.Arms.Count];
        foreach (var arm in active)
            wanted[arm] = equal;
        if (settled.Length < 2)
            return wanted;
        var weights = new double[settled.Length];
        if (input.Purpose == AllocationPurpose.LoseLeast)
        {
            var information = belief.Information(settled);
            BanditAllocation.LeastRegret(information.Regrets, information.Lessons, weights);
        }
        else
        {
            BanditAllocation.TopTwo(belief.ProbabilityBest(settled), input.TopShare, weights);
        }
        for (var i = 0; i < settled.Length; i++)
            wanted[settled[i]] = weights[i] * settled.Length * equal;
        return wanted;
    }

    private static void Keep(ReallocationInput input, int[] active, double[] shares)
    {
        var equal = 1.0 / active.Length;
        double kept = 0;
        foreach (var arm in active)
            kept += input.Arms[arm].Share;
        var joining = active.Count(arm => input.Arms[arm].Share == 0);
        foreach (var arm in active)
            shares[arm] = input.Arms[arm].Share == 0 ? equal : input.Arms[arm].Share / kept * (1 - (joining * equal));
    }

    private static uint[] Limited(ReallocationInput input, int[] active, double[] shares)
    {
        double[] limited = [.. active.Select(arm => shares[arm])];
        BanditAllocation.Limit(limited, [.. active.Select(input.LimitOf)]);
        var weights = new uint[shares.Length];
        var rounded = ShareRounding.Round(limited);
        for (var i = 0; i < active.Length; i++)
            weights[active[i]] = rounded[i];
        return weights;
    }

    private static double[] Spread(ReallocationInput input, int[] active, double[] values)
    {
        var all = new double[input.Arms.Count];
        for (var i = 0; i < active.Length; i++)
            all[active[i]] = values[i];
        return all;
    }
}
