using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Benchmarks;

/// <summary>One bandit experiment with known arms.</summary>
/// <param name="Cumulative">Σ over units of best mean − mean of the unit's arm.</param>
/// <param name="Simple">Best mean − mean of the arm that looks best at the end.</param>
internal readonly record struct AllocationRun(double Cumulative, double Simple)
{
    /// <summary>Units between two reallocations.</summary>
    public const int Cadence = 100;

    /// <summary>Runs to the end; outcomes are known at once.</summary>
    public static AllocationRun Of(AllocationArms arms, AllocationRule rule, int units, ulong seed)
    {
        // One generator for the units' outcomes under every arm and one for the draws of arms: rules meet the same customers.
        SplitMix64 outcomes = new(seed), draws = new(~seed);
        var sums = Enumerable.Repeat(arms.Empty, arms.Count).ToArray();
        uint[] shares = [.. Enumerable.Repeat(1u, arms.Count)];
        var cumulative = 0.0;
        for (var unit = 0; unit < units; unit++)
        {
            if (unit % Cadence == 0)
                shares = Next(arms, rule, sums, shares, unit);
            var arm = ShareDraw.Pick(shares, draws.NextUInt32());
            sums[arm] = sums[arm].Add(arms.Draw(ref outcomes, arm));
            cumulative += arms.Best - arms.Means[arm];
        }
        var leader = 0;
        for (var arm = 1; arm < arms.Count; arm++)
            leader = sums[arm].Mean > sums[leader].Mean ? arm : leader;
        return new(cumulative, arms.Best - arms.Means[leader]);
    }

    private static uint[] Next(AllocationArms arms, AllocationRule rule, MeanSums[] sums, uint[] shares, int unit) => rule == AllocationRule.Uniform || unit == 0
        ? [.. Enumerable.Repeat(1u << 28, arms.Count)]
        : [.. Reallocation.Of(new(arms.Family, [.. sums.Select((sum, i) => new ReallocationArm(sum, new ShareLimit(0.001, 1), shares[i]))], 0)
        {
            Purpose = rule == AllocationRule.TopTwoAdaptive ? AllocationPurpose.LoseLeast : AllocationPurpose.FindBest,
            TopShare = rule == AllocationRule.TopTwo ? 0.5 : 1,
            BurnInUnits = 20,
        }).Arms.Select(arm => arm.Share)];
}
