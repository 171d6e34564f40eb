using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Benchmarks;

/// <summary>Arms whose effects are known: buyers at a rate, each worth 1 or exp(N(0, 1)).</summary>
internal sealed record CoverageArms(string Name, bool IsRate, double[] Rates)
{
    public static IReadOnlyList<CoverageArms> Sets { get; } =
    [
        new("rates-10-10-14%", true, [0.10, 0.10, 0.14]),
        new("rates-equal-5%", true, [0.05, 0.05, 0.05]),
        new("revenue-of-20-20-25%", false, [0.20, 0.20, 0.25]),
    ];

    public int Count => Rates.Length;

    public double EffectOf(int arm) => (Rates[arm] - Rates[0]) * (IsRate ? 1 : Math.Exp(0.5));

    public double Draw(ref SplitMix64 random, int arm) =>
        random.NextDouble() >= Rates[arm] ? 0 : IsRate ? 1 : Math.Exp(random.NextGaussian());
}
