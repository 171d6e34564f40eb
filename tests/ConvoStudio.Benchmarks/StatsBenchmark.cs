using System.Diagnostics;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Benchmarks;

/// <summary>How long the statistics take that live boards and reallocations call. Medians of many.</summary>
internal sealed class StatsBenchmark : IBenchmark
{
    private const int Warm = 2000;
    private const int Measured = 2000;

    /// <inheritdoc/>
    public string Name => "stats";

    /// <inheritdoc/>
    public Task RunAsync(BenchmarkOutput output)
    {
        BetaDistribution[] rates = [.. Enumerable.Range(0, 10).Select(i => new BetaDistribution(100 + (4 * i), 1900 - (4 * i)))];
        BetaDistribution[] mixed = [.. Enumerable.Range(0, 10).Select(i => new BetaDistribution(1 << i, 10 << i))];
        double[] means = [.. Enumerable.Range(0, 10).Select(i => 0.1 * i)], deviations = [.. Enumerable.Repeat(0.3, 10)];
        var best = new double[10];
        Write(output, "best-of-10-beta", "similar counts", () => BestArm.OfBeta(rates, false, best));
        Write(output, "best-of-10-beta-mixed", "counts from 11 to 5,632", () => BestArm.OfBeta(mixed, false, best));
        BetaDistribution[] unequal = [.. Enumerable.Range(0, 10).Select(i => new BetaDistribution(Math.Pow(4, i), 10 * Math.Pow(4, i)))];
        BetaDistribution[] apart = [.. Enumerable.Range(0, 10).Select(i => new BetaDistribution(1e5 * (1 + i), 1e5 * (19 - i)))];
        Write(output, "best-of-10-beta-very-unequal", "counts from 11 to 2,883,584", () => BestArm.OfBeta(unequal, false, best));
        Write(output, "best-of-10-beta-far-apart", "2,000,000 units an arm, 5 points apart", () => BestArm.OfBeta(apart, false, best));
        Write(output, "best-of-10-gaussian", "equal deviations", () => BestArm.OfGaussian(means, deviations, false, best));
        Write(output, "rate-difference-sequence", "20,000 units an arm", () => RateDifferenceSequence.Of(2000, 20_000, 2400, 20_000));
        Write(output, "rate-difference-evidence", "20,000 units an arm", () => RateDifferenceSequence.LogEvidence(2000, 20_000, 2400, 20_000));
        Write(output, "beta-comparison", "20,000 units an arm", () => BetaComparison.Of(new(2001, 18_001), new(2401, 17_601)));
        Results(output);
        return Task.CompletedTask;
    }

    // Everything a board says of ten million outcomes, from sums.
    private void Results(BenchmarkOutput output)
    {
        MeanSums[] two = [MeanSums.OfProportion(5_000_000, 500_000), MeanSums.OfProportion(5_000_000, 501_000)];
        MeanSums[] five = [.. Enumerable.Range(0, 5).Select(i => MeanSums.OfProportion(2_000_000, 200_000 + (300 * i)))];
        var guardrail = new Guardrail(GuardrailDirection.LowerIsWorse, GuardrailBasis.Control, 0.01);
        var bandit = new ReallocationInput(PosteriorFamily.Beta, [.. five.Select(sums => new ReallocationArm(sums, new ShareLimit(0.05, 1), 1))], 0);
        const string settings = "10,000,000 outcomes";
        Write(output, "results-of-2-arms", settings, () => ExperimentReading.Of(two, 0));
        Write(output, "results-of-5-arms", settings, () => ExperimentReading.Of(five, 0));
        Write(output, "guardrail", settings, () => guardrail.Read(two[0], two[1]));
        Write(output, "reallocation-of-5-arms", settings, () => Reallocation.Of(bandit));
    }

    private void Write(BenchmarkOutput output, string metric, string settings, Action act)
    {
        for (var i = 0; i < Warm; i++)
            act();
        var microseconds = new double[Measured];
        for (var i = 0; i < Measured; i++)
        {
            var start = Stopwatch.GetTimestamp();
            act();
            microseconds[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
        Array.Sort(microseconds);
        output.Write(Name, $"{metric}-median", microseconds[Measured / 2], "µs", settings);
        output.Write(Name, $"{metric}-99th", microseconds[Measured * 99 / 100], "µs", settings);
    }
}
