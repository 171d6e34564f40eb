using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Benchmarks;

/// <summary>A bandit whose outcomes come late, and whether its effect intervals held the truth all along.</summary>
/// <param name="Held">The intervals of all effects held at every look.</param>
/// <param name="HeldAtEnd">They held at the last one.</param>
/// <param name="PlainHeldAtEnd">The Welch intervals of the plain means held at the last look, for contrast.</param>
/// <param name="Width">Of the better arm's effect at the end.</param>
/// <param name="Error">Estimate − truth of that effect at the end.</param>
internal readonly record struct AllocationCoverage(bool Held, bool HeldAtEnd, bool PlainHeldAtEnd, double Width, double Error)
{
    public const int Units = 5000;
    public const double Alpha = 0.05;
    private const int Cadence = 250;
    private const int Window = 400;

    /// <summary>Sales are known within a hundred units, everything else when the window of 400 units has closed; a look after every one counted.</summary>
    public static AllocationCoverage Of(CoverageArms arms, ulong seed)
    {
        var random = new SplitMix64(seed);
        var effects = new AdaptiveEffects(0, arms.IsRate);
        var sequence = new AsymptoticConfidenceSequence(Alpha / (arms.Count - 1), Units);
        var log = new List<(int Arm, uint[] Shares, double Outcome, int ClosesAt)>(Units);
        uint[] shares = [.. Enumerable.Repeat(1u, arms.Count)];
        var held = true;
        for (int now = 0, counted = 0; counted < Units; now++)
        {
            if (now % Cadence == 0 && effects.Units > 0)
                shares = Next(arms, effects, shares);
            if (now < Units)
            {
                var arm = ShareDraw.Pick(shares, random.NextUInt32());
                var outcome = arms.Draw(ref random, arm);
                log.Add((arm, shares, outcome, now + (outcome > 0 ? random.NextInt32(100) : Window)));
            }
            for (; counted < log.Count && log[counted].ClosesAt <= now; counted++)
            {
                effects.Add(log[counted].Arm, log[counted].Shares, log[counted].Outcome);
                held = held && Hold(arms, effects, sequence);
            }
        }
        var best = effects.EffectOf(arms.Count - 1, sequence);
        return new(held, Hold(arms, effects, sequence), PlainHold(arms, effects), best.High - best.Low, best.Effect - arms.EffectOf(arms.Count - 1));
    }

    private static uint[] Next(CoverageArms arms, AdaptiveEffects effects, uint[] shares) => [.. Reallocation.Of(new(
        arms.IsRate ? PosteriorFamily.Beta : PosteriorFamily.Gaussian,
        [.. effects.Arms.Select((sums, i) => new ReallocationArm(sums, new ShareLimit(0.05, 0.9), shares[i]))], 0)).Arms.Select(arm => arm.Share)];

    private static bool Hold(CoverageArms arms, AdaptiveEffects effects, AsymptoticConfidenceSequence sequence)
    {
        for (var arm = 1; arm < arms.Count; arm++)
        {
            var test = effects.EffectOf(arm, sequence);
            if (test.Low > arms.EffectOf(arm) || test.High < arms.EffectOf(arm))
                return false;
        }
        return true;
    }

    private static bool PlainHold(CoverageArms arms, AdaptiveEffects effects)
    {
        for (var arm = 1; arm < arms.Count; arm++)
        {
            var test = WelchTest.Of(EffectMoments.Difference(effects.Arms[0].Moments, effects.Arms[arm].Moments), Alpha / (arms.Count - 1));
            if (test.Low > arms.EffectOf(arm) || test.High < arms.EffectOf(arm))
                return false;
        }
        return true;
    }
}
