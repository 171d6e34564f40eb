using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class AdaptiveEffectsTests
{
    private const double Alpha = 0.05;
    private static readonly double[] Rates = [0.10, 0.10, 0.16];

    [Fact]
    public void EffectOf_BanditWithOutcomesThatComeLate_HoldsTheTruthAtEveryLook()
    {
        // Arm 1 equals control, arm 2 is better; shares chase the leader from what has closed, and sales close sooner than refusals.
        const int runs = 200;
        var missed = 0;
        var estimates = new RunningMoments();
        var widths = 0.0;
        for (var run = 1; run <= runs; run++)
        {
            var (held, effects) = Run((ulong)run);
            missed += held ? 0 : 1;
            var last = effects.EffectOf(2, Sequence);
            estimates = estimates.Add(last.Effect);
            widths += (last.High - last.Low) / runs;
        }
        // Two effects at 2.5 % each: more than 5 % misses would show in 200 runs by 18 or more (probability about 1 %).
        Assert.InRange(missed, 0, 17);
        Assert.InRange(estimates.Mean - 0.06, -4 * Math.Sqrt(estimates.SampleVariance / runs), 4 * Math.Sqrt(estimates.SampleVariance / runs));
        Assert.InRange(widths, 0, 0.2);
    }

    [Fact]
    public void EffectOf_EvenSharesThatStay_IsNearTheDifferenceOfMeans()
    {
        var random = new SplitMix64(5);
        var effects = new AdaptiveEffects(0, isProportion: false);
        for (var unit = 0; unit < 20_000; unit++)
        {
            var arm = random.NextInt32(2);
            effects.Add(arm, [1, 1], 10 + arm + random.NextGaussian());
        }
        var test = effects.EffectOf(1, Sequence);
        var plain = EffectMoments.Difference(effects.Arms[0].Moments, effects.Arms[1].Moments);
        Assert.Equal(plain.Effect, test.Effect, 0.01);
        // Predictions take the means out, so weighting costs nothing over the plain error.
        Assert.InRange(test.StandardError / plain.StandardError, 0.97, 1.05);
        Assert.InRange(11.0, effects.MeanOf(1, Sequence).Low, effects.MeanOf(1, Sequence).High);
    }

    [Fact]
    public void Add_SharesThatShrink_CostLessThanWithoutStabilising()
    {
        var random = new SplitMix64(9);
        var effects = new AdaptiveEffects(0, isProportion: false);
        var plain = default(InverseWeightedSums);
        for (var unit = 0; unit < 20_000; unit++)
        {
            var share = unit < 10_000 ? 0.5 : 0.01;
            var arm = random.NextDouble() < share ? 1 : 0;
            var weight = (uint)(share * ShareRounding.Total);
            var outcome = random.NextGaussian();
            effects.Add(arm, [uint.MaxValue - weight, weight], outcome);
            plain = plain.Add(InverseWeightedSums.Contribution(arm, 0, 1, [1 - share, share], outcome, 0, 0));
        }
        Assert.InRange(effects.EffectOf(1, Sequence).StandardError / plain.Moments.StandardError, 0, 0.5);
    }

    [Fact]
    public void Add_ArmJoinsLater_CountsFromThen()
    {
        var random = new SplitMix64(2);
        var effects = new AdaptiveEffects(0, isProportion: true);
        for (var unit = 0; unit < 4000; unit++)
        {
            uint[] shares = unit < 2000 ? [1, 1] : [1, 1, 2];
            var arm = ShareDraw.Pick(shares, random.NextUInt32());
            effects.Add(arm, shares, random.NextDouble() < (unit < 2000 ? 0.1 : 0.5) + (arm == 2 ? 0.2 : 0) ? 1 : 0);
        }
        // The base rate moved before the arm came: only units that could have met it say anything of it.
        Assert.Equal(0.2, effects.EffectOf(2, Sequence).Effect, 0.06);
        Assert.Equal(0.7, effects.MeanOf(2, Sequence).Effect, 0.05);
    }

    [Fact]
    public void EffectOf_TooFewUnitsOrControlItself_SaysNothing()
    {
        var effects = new AdaptiveEffects(0, isProportion: true);
        effects.Add(1, [1, 1], 1);
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity, 1.0), (effects.EffectOf(1, Sequence).Low, effects.EffectOf(1, Sequence).High, effects.EffectOf(7, Sequence).PValue));
        Assert.Equal(1, effects.EffectOf(0, Sequence).PValue);
        Assert.Throws<ArgumentException>(() => effects.Add(0, [0, 1], 1));
        Assert.Throws<ArgumentException>(() => effects.Add(0, [1], 1));
        Assert.Throws<ArgumentException>(() => effects.Add(0, [1, 1], double.NaN));
    }

    private static AsymptoticConfidenceSequence Sequence => new(Alpha / 2, 3000);

    private static (bool Held, AdaptiveEffects Effects) Run(ulong seed)
    {
        const int units = 3000, cadence = 200;
        var random = new SplitMix64(seed);
        var effects = new AdaptiveEffects(0, isProportion: true);
        var log = new List<(int Arm, uint[] Shares, double Outcome, int ClosesAt)>(units);
        uint[] shares = [1u << 30, 3u << 29, 3u << 29];
        var held = true;
        for (int now = 0, counted = 0; counted < units; now++)
        {
            if (now < units)
            {
                var arm = ShareDraw.Pick(shares, random.NextUInt32());
                var sold = random.NextDouble() < Rates[arm];
                log.Add((arm, shares, sold ? 1 : 0, now + (sold ? random.NextInt32(100) : 300)));
            }
            for (; counted < log.Count && log[counted].ClosesAt <= now; counted++)
            {
                effects.Add(log[counted].Arm, log[counted].Shares, log[counted].Outcome);
                held = held && Holds(effects.EffectOf(1, Sequence), 0) && Holds(effects.EffectOf(2, Sequence), 0.06);
            }
            if (now % cadence == 0 && counted > 0)
                shares = Next(effects, shares);
        }
        return (held, effects);
    }

    private static uint[] Next(AdaptiveEffects effects, uint[] shares) => [.. Reallocation.Of(new(
        PosteriorFamily.Beta, [.. effects.Arms.Select((sums, i) => new ReallocationArm(sums, new ShareLimit(0.05, 0.9), shares[i]))], 0) { BurnInUnits = 50 })
        .Arms.Select(arm => arm.Share)];

    private static bool Holds(EffectTest test, double truth) => test.Low <= truth && truth <= test.High;
}
