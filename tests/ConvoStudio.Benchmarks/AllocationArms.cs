using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Benchmarks;

/// <summary>Arms with known means.</summary>
internal sealed record AllocationArms(string Name, PosteriorFamily Family, double[] Means)
{
    public static IReadOnlyList<AllocationArms> Sets { get; } =
    [
        new("three-close", PosteriorFamily.Beta, [0.10, 0.11, 0.13]),
        new("five-one-better", PosteriorFamily.Beta, [0.10, 0.10, 0.10, 0.10, 0.13]),
        new("five-graded", PosteriorFamily.Beta, [0.20, 0.22, 0.24, 0.26, 0.28]),
        new("ten-two-good", PosteriorFamily.Beta, [0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.07, 0.08]),
        new("five-means", PosteriorFamily.Gaussian, [0, 0.05, 0.1, 0.15, 0.25]),
    ];

    public int Count => Means.Length;

    public double Best => Means.Max();

    public MeanSums Empty => new(0, 0, 0, Family == PosteriorFamily.Beta);

    public double Draw(ref SplitMix64 random, int arm) =>
        Family == PosteriorFamily.Beta ? (random.NextDouble() < Means[arm] ? 1 : 0) : Means[arm] + random.NextGaussian();
}
