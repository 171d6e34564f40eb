using System.Diagnostics;
using System.Globalization;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.ContextFree;
using ConvoStudio.Engine.Policies.Exploration;

namespace ConvoStudio.Benchmarks;

/// <summary>What it costs to turn scores and widths into weights, for every exploration and number of actions. Medians of many; no policy is asked.</summary>
internal sealed class ExplorationBenchmark : IBenchmark
{
    private const int Measured = 500;

    private static readonly ExplorationSettings[] Kinds =
    [
        ExplorationSettings.SquareCb(), ExplorationSettings.AdaptiveSquareCb(), ExplorationSettings.LinUcb(), ExplorationSettings.ThompsonSampling(),
        ExplorationSettings.RegCbOpt(), ExplorationSettings.EpsilonGreedy(), ExplorationSettings.Softmax(),
    ];

    /// <inheritdoc/>
    public string Name => "exploration";

    /// <inheritdoc/>
    public Task RunAsync(BenchmarkOutput output)
    {
        foreach (var count in (int[])[2, 10, 26, 100, 1000])
        {
            var random = new SplitMix64(7);
            double[] scores = [.. Enumerable.Range(0, count).Select(_ => 0.3 + (0.1 * random.NextGaussian()))];
            double[] widths = [.. Enumerable.Range(0, count).Select(_ => 0.02 + (0.3 * random.NextDouble()))];
            var (probabilities, weights) = (new double[count], new ulong[count]);
            foreach (var settings in Kinds)
            {
                Write(output, settings.Kind.ToString(), count, () =>
                {
                    ActionProbabilities.Fill(settings, 1000, scores, widths, 0.02, probabilities);
                    WeightRounding.Round(probabilities, 0.02, weights);
                });
            }
            foreach (var model in Enum.GetValues<ContextFreeModel>())
                WriteContextFree(output, model, count, random);
        }
        return Task.CompletedTask;
    }

    private void WriteContextFree(BenchmarkOutput output, ContextFreeModel model, int count, SplitMix64 random)
    {
        var learner = new ContextFreeLearner(new(model));
        for (var i = 0; i < 50 * count; i++)
            learner.Learn(default, i % count, random.NextDouble() < 0.1 ? 1 : 0);
        var snapshot = learner.Snapshot();
        int[] eligible = [.. Enumerable.Range(0, count)];
        var (weights, scores, widths) = (new ulong[count], new double[count], new double[count]);
        Write(output, $"ContextFree{model}", count, () => snapshot.Probabilities(default, eligible, weights, scores, widths));
    }

    private void Write(BenchmarkOutput output, string kind, int count, Action act)
    {
        for (var i = 0; i < Measured; i++)
            act();
        var microseconds = new double[Measured];
        for (var i = 0; i < Measured; i++)
        {
            var start = Stopwatch.GetTimestamp();
            act();
            microseconds[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
        Array.Sort(microseconds);
        output.Write(Name, $"{kind}-median", microseconds[Measured / 2], "µs", string.Create(CultureInfo.InvariantCulture, $"{count} actions"));
    }
}
