using System.Diagnostics;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies;

namespace ConvoStudio.Benchmarks;

/// <summary>Decisions a second on one core, in process: predict every action with its width, draw, learn. A new snapshot every 256 decisions, as the live worker takes.</summary>
internal sealed class DecideBenchmark : IBenchmark
{
    private const int Actions = 10;
    private const int Length = 64;
    private const int SnapshotEvery = 256;
    private const int Contexts = 512;
    private const int WarmUp = 20_000;
    private const int Measured = 200_000;

    /// <inheritdoc/>
    public string Name => "decide";

    /// <inheritdoc/>
    public Task RunAsync(BenchmarkOutput output)
    {
        foreach (var shared in (bool[])[false, true])
        {
            foreach (var dense in (bool[])[true, false])
                Run(output, shared, dense);
        }
        return Task.CompletedTask;
    }

    private void Run(BenchmarkOutput output, bool shared, bool dense)
    {
        var random = new SplitMix64(1);
        var contexts = new EncodedContext[Contexts];
        for (var i = 0; i < Contexts; i++)
            contexts[i] = Context(ref random, dense);
        var coefficients = new double[Actions];
        for (var i = 0; i < Actions; i++)
            coefficients[i] = random.NextDouble();

        var learner = new LinearBanditLearner(Length, new LinearBanditSettings(SharedBlock: shared));
        Decide(learner, contexts, coefficients, ref random, WarmUp);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        Decide(learner, contexts, coefficients, ref random, Measured);
        var seconds = watch.Elapsed.TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        var variant = (shared ? "shared-and-action-blocks" : "action-blocks") + (dense ? "" : "-sparse-context");
        var settings = $"{variant}, {Actions} actions, d {Length}, snapshot every {SnapshotEvery}, {Measured} decisions";
        output.Write(Name, $"{variant}-decisions-per-second", Measured / seconds, "1/s", settings);
        output.Write(Name, $"{variant}-bytes-per-decision", (double)allocated / Measured, "B", settings);
        output.Write(Name, $"{variant}-bytes-per-prediction", PredictionBytes(learner, contexts), "B", settings);
    }

    private static void Decide(LinearBanditLearner learner, EncodedContext[] contexts, double[] coefficients, ref SplitMix64 random, int count)
    {
        int[] eligible = [.. Enumerable.Range(0, Actions)];
        var (weights, scores, widths) = (new ulong[Actions], new double[Actions], new double[Actions]);
        var snapshot = learner.Snapshot();
        for (var i = 0; i < count; i++)
        {
            if (i % SnapshotEvery == 0)
                snapshot = learner.Snapshot();
            ref readonly var context = ref contexts[i % Contexts];
            snapshot.Probabilities(context, eligible, weights, scores, widths);
            ulong draw = random.NextUInt32(), sum = 0;
            var action = 0;
            while (draw >= (sum += weights[action]))
                action++;
            learner.Learn(context, action, random.NextDouble() < coefficients[action] ? 1 : 0);
        }
    }

    private static double PredictionBytes(LinearBanditLearner learner, EncodedContext[] contexts)
    {
        int[] eligible = [.. Enumerable.Range(0, Actions)];
        var (weights, scores, widths) = (new ulong[Actions], new double[Actions], new double[Actions]);
        var snapshot = learner.Snapshot();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var context in contexts)
            snapshot.Probabilities(context, eligible, weights, scores, widths);
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / contexts.Length;
    }

    /// <summary>Dense: every slot a number. Sparse: a bias, four numbers and a tenth of the other slots set to 1, as the encoder makes them.</summary>
    private static EncodedContext Context(ref SplitMix64 random, bool dense)
    {
        var values = new double[Length];
        values[0] = 1;
        for (var i = 1; i < Length; i++)
            values[i] = dense || i <= 4 ? random.NextGaussian() : random.NextDouble() < 0.1 ? 1 : 0;
        return new(values);
    }
}
