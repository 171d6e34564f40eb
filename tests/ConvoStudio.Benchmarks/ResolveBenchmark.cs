using System.Diagnostics;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies;

namespace ConvoStudio.Benchmarks;

/// <summary>How long the linear bandit's learner stands still at a milestone, where every inverse is derived anew from the sums. The median of several.</summary>
internal sealed class ResolveBenchmark : IBenchmark
{
    private const int FirstMeasured = 512;
    private const int LastMeasured = 16_384;

    /// <inheritdoc/>
    public string Name => "resolve";

    /// <inheritdoc/>
    public Task RunAsync(BenchmarkOutput output)
    {
        Run(output, 64, 10);
        Run(output, 120, 30);
        return Task.CompletedTask;
    }

    private void Run(BenchmarkOutput output, int length, int actions)
    {
        var random = new SplitMix64(1);
        var learner = new LinearBanditLearner(length, new LinearBanditSettings());
        var milliseconds = new List<double>();
        for (var i = 1; i <= LastMeasured; i++)
        {
            var values = new double[length];
            values[0] = 1;
            for (var slot = 1; slot < length; slot++)
                values[slot] = random.NextGaussian();
            var watch = Stopwatch.StartNew();
            learner.Learn(new EncodedContext(values), i % actions, random.NextDouble());
            if (i >= FirstMeasured && LinearBanditLearner.IsMilestone(i))
                milliseconds.Add(watch.Elapsed.TotalMilliseconds);
        }
        milliseconds.Sort();
        var settings = $"shared and action blocks, {actions} actions, d {length}, {milliseconds.Count} milestones from {FirstMeasured} to {LastMeasured}";
        output.Write(Name, $"d{length}-{actions}-actions-median", milliseconds[milliseconds.Count / 2], "ms", settings);
        output.Write(Name, $"d{length}-{actions}-actions-slowest", milliseconds[^1], "ms", settings);
    }
}
