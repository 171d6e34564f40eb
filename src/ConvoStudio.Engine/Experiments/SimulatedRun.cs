using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>One simulated experiment.</summary>
/// <param name="DecidedAt">Units of all arms at the look that first left 0 out; null when none did.</param>
/// <param name="Direction">Sign of the effect as it looked then; 0 when undecided.</param>
/// <param name="Width">Of the second arm's interval at the horizon.</param>
internal readonly record struct SimulatedRun(long? DecidedAt, int Direction, double Width)
{
    public static SimulatedRun Of(ResampledTraffic traffic, SimulationSettings settings, in SimulatedEffect effect, double shift, int run)
    {
        // The generator of a run is a function of seed and run alone: effects are compared on the same units.
        var seeds = new SplitMix64(settings.Seed);
        var random = new SplitMix64(seeds.NextUInt64() ^ (ulong)run * 0xD1342543DE82EF95UL);
        var arms = new SimulatedArms(traffic, settings);
        uint[] shares = [.. settings.Shares];
        (long? At, int Direction) decided = (null, 0);
        for (var unit = 1; unit <= settings.Horizon; unit++)
        {
            var arm = ShareDraw.Pick(shares, random.NextUInt32());
            var (value, covariate) = traffic.Draw(ref random, arm == 1 ? effect : default, arm == 1 ? shift : 0);
            arms.Add(arm, value, covariate);
            if (decided.At is null && (unit % settings.LookEvery == 0 || unit == settings.Horizon) && arms.Look(any: shift == 0) is var direction and not 0)
                decided = (unit, direction);
        }
        return new(decided.At, decided.Direction, arms.Width());
    }
}
