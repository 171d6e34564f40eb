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
        Write(output, "best-of-10-gaussian", "equal deviations", () => BestArm.OfGaussian(means, deviations, false, best));
        Write(output, "rate-difference-sequence", "20,000 units an arm", () => RateDifferenceSequence.Of(2000, 20_000, 2400, 20_000));
        Write(output, "rate-difference-evidence", "20,000 units an arm", () => RateDifferenceSequence.LogEvidence(2000, 20_000, 2400, 20_000));
        Write(output, "beta-comparison", "20,000 units an arm", () => BetaComparison.Of(new(2001, 18_001), new(2401, 17_601)));
        return Task.CompletedTask;
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
