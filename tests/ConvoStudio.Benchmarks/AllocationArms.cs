using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Benchmarks;

/// <summary>Arms with known means.</summary>
internal sealed record AllocationArms(string Name, PosteriorFamily Family, double[] Means)
{
    public static IReadOnlyList<AllocationArms> Sets { get; } =
    [
        new("five-graded", PosteriorFamily.Beta, [0.20, 0.22, 0.24, 0.26, 0.28]),
        new("five-close", PosteriorFamily.Beta, [0.10, 0.105, 0.11, 0.115, 0.125]),
        new("six-three-good", PosteriorFamily.Beta, [0.05, 0.05, 0.05, 0.08, 0.085, 0.095]),
        new("ten-two-good", PosteriorFamily.Beta, [0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.07, 0.08]),
        new("five-means", PosteriorFamily.Gaussian, [0, 0.05, 0.1, 0.12, 0.16]),
    ];

    public int Count => Means.Length;

    public double Best => Means.Max();

    public MeanSums Empty => new(0, 0, 0, Family == PosteriorFamily.Beta);

    public double Draw(ref SplitMix64 random, int arm) =>
        Family == PosteriorFamily.Beta ? (random.NextDouble() < Means[arm] ? 1 : 0) : Means[arm] + random.NextGaussian();
}
