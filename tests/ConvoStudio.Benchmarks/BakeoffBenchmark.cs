using ConvoStudio.Engine.Policies.LeastSquares;
using ConvoStudio.Engine.Tests;
using ConvoStudio.Engine.Tests.Bakeoff;

namespace ConvoStudio.Benchmarks;

/// <summary>The adaptive bandit as it comes against the reference figures of another program, on every set of the data folder. Errors are in percent.</summary>
internal sealed class BakeoffBenchmark : IBenchmark
{
    private const int Shuffles = 5;

    private static readonly AdaptiveBanditSettings Live = AdaptiveBanditSettings.Default;
    private static readonly AdaptiveBanditSettings Measured = Live with { Floor = 0 };
    private static readonly AdaptiveBanditSettings Fast = Measured with { Features = FeatureSets.Slots };

    /// <inheritdoc/>
    public string Name => "bakeoff";

    /// <inheritdoc/>
    public Task RunAsync(BenchmarkOutput output)
    {
        var folder = TestData.Folder();
        foreach (var reference in BakeoffReference.Read(folder))
            Run(output, reference, CostStream.Load(folder!, reference.Set));
        return Task.CompletedTask;
    }

    private void Run(BenchmarkOutput output, BakeoffReference reference, CostStream stream)
    {
        var passes = Passes(stream, Measured);
        Compare(output, reference.Set, passes.Average(pass => pass.Error), BakeoffBars.Of(reference, stream.ActionCount), reference.Tuned, Measured);
        WriteError(output, $"{reference.Set}-error-with-floor", Passes(stream, Live).Average(pass => pass.Error), Live);
        WriteError(output, $"{reference.Set}-reference-untuned", reference.Untuned, Measured);
        WriteError(output, $"{reference.Set}-reference-tuned-with-pairs", reference.TunedPairs, Measured);
        WriteError(output, $"{reference.Set}-reference-told-every-cost", reference.Supervised, Measured);
        output.Write(Name, $"{reference.Set}-decisions-per-second", passes.Max(pass => pass.PerSecond), "1/s", Measured.ToString());
        var fast = Passes(stream, Fast);
        WriteError(output, $"{reference.Set}-fast-error", fast.Average(pass => pass.Error), Fast);
        output.Write(Name, $"{reference.Set}-fast-decisions-per-second", fast.Max(pass => pass.PerSecond), "1/s", Fast.ToString());
        if (!double.IsNaN(reference.InOrder))
            Compare(output, $"{reference.Set}-in-order", BakeoffPass.Run(stream, 0, Measured).Error, BakeoffBars.InOrder(reference), reference.InOrder, Measured);
    }

    private void Compare(BenchmarkOutput output, string set, double error, double bar, double tuned, AdaptiveBanditSettings settings)
    {
        WriteError(output, $"{set}-error", error, settings);
        WriteError(output, $"{set}-reference-tuned", tuned, settings);
        output.Write(Name, $"{set}-ratio-to-tuned", error / tuned, "", settings.ToString());
        WriteError(output, $"{set}-bar", bar, settings);
        output.Write(Name, $"{set}-bar-reached", error <= bar ? 1 : 0, "", settings.ToString());
    }

    private void WriteError(BenchmarkOutput output, string metric, double error, AdaptiveBanditSettings settings)
    {
        if (!double.IsNaN(error))
            output.Write(Name, metric, 100 * error, "%", settings.ToString());
    }

    private static List<BakeoffPass> Passes(CostStream stream, AdaptiveBanditSettings settings) =>
        [.. Enumerable.Range(1, Shuffles).Select(shuffle => BakeoffPass.Run(stream, shuffle, settings))];
}
