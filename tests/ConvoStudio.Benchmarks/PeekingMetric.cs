using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Benchmarks;

/// <summary>What is measured in the benchmark peeking, and how it is drawn.</summary>
internal sealed record PeekingMetric(string Name, bool IsRate, double Mean, double Deviation)
{
    private static readonly double PowerReach = StandardNormal.UpperQuantile(0.025) + StandardNormal.Quantile(0.9);

    /// <summary>Revenue exp(N(0, 1)).</summary>
    public static PeekingMetric LognormalRevenue { get; } = new("lognormal", false, Math.Exp(0.5), Math.Sqrt((Math.E - 1) * Math.E));

    public static PeekingMetric Rate(double rate) => new($"rate-{100 * rate}%", true, rate, Math.Sqrt(rate * (1 - rate)));

    /// <summary>Difference that a test of fixed size sees with a power of 0.9 at the end.</summary>
    public double MinimumEffect(int units) => PowerReach * Deviation * 2 / Math.Sqrt(units);

    public double Draw(ref SplitMix64 random, double effect) =>
        IsRate ? random.NextDouble() < Mean + effect ? 1 : 0 : Math.Exp(random.NextGaussian()) + effect;

    public MeanSums Empty => new(0, 0, 0, IsRate);
}
