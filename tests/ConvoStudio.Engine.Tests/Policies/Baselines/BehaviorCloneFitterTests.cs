using System.Buffers;
using System.Diagnostics;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Baselines;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies.Baselines;

public sealed class BehaviorCloneFitterTests
{
    private static readonly BehaviorCloneFitOptions OneRidge = new() { L2Candidates = [1], MaxIterations = 2000, Tolerance = 1e-12 };

    [Fact]
    public void Fit_OneRidge_MeetsTheConditionsOfTheOptimum()
    {
        var samples = Samples(400, 1);
        var clone = BehaviorCloneFitter.Fit(samples, OneRidge, default);
        Assert.Equal([0, 5, 10, 15], clone.Actions);

        // Gradient of the penalised log-likelihood, written down once more from the definition, is 0 everywhere.
        for (var slot = 0; slot <= clone.ContextLength; slot++)
        {
            var slotValues = samples.Select(s => slot < clone.ContextLength ? s.Context.Span[slot] : 1).ToArray();
            var mean = slotValues.Average();
            var variance = slotValues.Average(v => (v - mean) * (v - mean));
            var penalty = slot == clone.ContextLength ? 0.01 : variance == 0 ? 1 : Math.Max(variance, 0.01);
            for (var k = 0; k < 4; k++)
            {
                var gradient = penalty * clone.Weights[(slot * 4) + k];
                for (var i = 0; i < samples.Count; i++)
                    gradient += slotValues[i] * (Softmax(clone, samples[i].Context)[k] - (samples[i].Action == clone.Actions[k] ? 1 : 0));
                Assert.Equal(0, gradient, 1e-7);
            }
        }
    }

    [Fact]
    public void Fit_ManySamples_FindsTheTruth()
    {
        var clone = BehaviorCloneFitter.Fit(Samples(20_000, 2), OneRidge, default);
        var worst = 0.0;
        var random = new SplitMix64(99);
        for (var i = 0; i < 200; i++)
        {
            var x = Context(ref random);
            var (fitted, truth) = (Softmax(clone, new(x)), Truth(x));
            worst = Math.Max(worst, Enumerable.Range(0, 4).Max(k => Math.Abs(fitted[k] - truth[k])));
        }
        Assert.True(worst < 0.05, $"largest difference of a probability {worst}");
    }

    [Fact]
    public void Fit_SeveralRidges_TakesTheBestHeldOutAndBeatsFrequencies()
    {
        var clone = BehaviorCloneFitter.Fit(Samples(600, 3), new() { L2Candidates = [0.1, 1000, 1] }, default);
        Assert.Contains(clone.L2, (double[])[0.1, 1]);
        Assert.True(clone.HeldOutLogLikelihood > clone.HeldOutMarginalLogLikelihood + 0.1, $"{clone.HeldOutLogLikelihood} against {clone.HeldOutMarginalLogLikelihood}");
        Assert.Equal(600, clone.SampleCount);
    }

    [Fact]
    public void Fit_Again_SameBytesAndProgressToOne()
    {
        var samples = Samples(300, 4);
        var reports = new Reports();
        var first = Saved(BehaviorCloneFitter.Fit(samples, new(), default, reports));
        Assert.Equal(first, Saved(BehaviorCloneFitter.Fit(samples, new(), default)));
        Assert.Equal(reports.Values.Order(), reports.Values);
        Assert.Equal((0, 1), (reports.Values[0], reports.Values[^1]));
    }

    [Fact]
    public void Fit_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => BehaviorCloneFitter.Fit(Samples(200, 5), new(), source.Token));
    }

    [Fact]
    public void Fit_OneActionOnly_IsCertain()
    {
        var clone = BehaviorCloneFitter.Fit([(new(new double[] { 1, 2 }), 3)], new(), default);
        Assert.Equal([1.0], Softmax(clone, new(new double[] { 5, 5 })));
        Assert.Equal(double.NaN, clone.HeldOutLogLikelihood);
    }

    [Fact]
    public void Fit_BadInput_Throws()
    {
        Assert.Throws<ArgumentException>(() => BehaviorCloneFitter.Fit([], new(), default));
        Assert.Throws<ArgumentException>(() => BehaviorCloneFitter.Fit([(new(new[] { double.NaN }), 0)], new(), default));
        Assert.Throws<ArgumentOutOfRangeException>(() => BehaviorCloneFitter.Fit([(new(new double[] { 1 }), -1)], new(), default));
        Assert.Throws<ArgumentException>(() => BehaviorCloneFitter.Fit(Samples(10, 1), new() { L2Candidates = [0] }, default));
        Assert.Throws<ArgumentException>(() => BehaviorCloneFitter.Fit(Samples(10, 1), new() { L2Candidates = [] }, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => BehaviorCloneFitter.Fit(Samples(10, 1), new() { MaxIterations = 0 }, default));
    }

    [Fact]
    public void Load_SavedBytes_AreTheSameClone()
    {
        var bytes = Saved(BehaviorCloneFitter.Fit(Samples(150, 6), new(), default));
        Assert.Equal(bytes, Saved(BehaviorClone.Load(bytes)));
        for (var i = 0; i < bytes.Length; i += 13)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 4;
            Assert.Throws<InvalidDataException>(() => BehaviorClone.Load(damaged));
            Assert.Throws<InvalidDataException>(() => BehaviorClone.Load(bytes.AsSpan(0, i)));
        }
    }

    [Theory, InlineData("cb", 10), InlineData("p4g", 5)]
    public void Fit_RealAgentTurns_BeatsFrequenciesOnOtherConversations(string name, int minimumCount)
    {
        var file = TestData.Folder() is { } folder ? Path.Combine(folder, "conversations", $"{name}.jsonl.gz") : null;
        Assert.SkipUnless(File.Exists(file), "CONVOSTUDIO_DATA is not there.");
        var (train, test) = CloneConversations.Read(file!, minimumCount);
        var watch = Stopwatch.StartNew();
        var clone = BehaviorCloneFitter.Fit(train, new(), default);
        var seconds = watch.Elapsed.TotalSeconds;
        var policy = new BehaviorClonePolicy(clone, 0.02);
        int[] eligible = [.. train.Concat(test).Select(sample => sample.Action).Distinct().Order()];
        var (weights, scores, widths) = (new ulong[eligible.Length], new double[eligible.Length], new double[eligible.Length]);
        double cloned = 0, marginal = 0;
        var counts = train.CountBy(sample => sample.Action).ToDictionary();
        foreach (var (context, action) in test)
        {
            policy.Probabilities(context, eligible, weights, scores, widths);
            cloned += scores[Array.BinarySearch(eligible, action)];
            marginal += Math.Log((counts.GetValueOrDefault(action) + 1.0) / (train.Count + eligible.Length));
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name}: {train.Count} + {test.Count} turns, {eligible.Length} moves, ridge {clone.L2}; log-likelihood a turn {cloned / test.Count:f4}, frequencies {marginal / test.Count:f4}; fitted in {seconds:f2} s");
        Assert.True((cloned - marginal) / test.Count > 0.1, $"clone {cloned / test.Count}, frequencies {marginal / test.Count}");
    }

    private static byte[] Saved(BehaviorClone clone)
    {
        var buffer = new ArrayBufferWriter<byte>();
        clone.Save(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static List<(EncodedContext Context, int Action)> Samples(int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        var samples = new List<(EncodedContext, int)>();
        for (var i = 0; i < count; i++)
        {
            var x = Context(ref random);
            var truth = Truth(x);
            var (draw, k) = (random.NextDouble(), 0);
            while (k < 3 && (draw -= truth[k]) >= 0)
                k++;
            samples.Add((new(x), 5 * k));
        }
        return samples;
    }

    private static double[] Context(ref SplitMix64 random) => [1, random.NextGaussian(), random.NextDouble() < 0.3 ? 1 : 0, 20 * random.NextGaussian()];

    private static double[] Truth(double[] x) => Normalized([0.5 + x[1], 1 - x[2], 2 * x[2], 0.05 * x[3]]);

    private static double[] Softmax(BehaviorClone clone, EncodedContext context)
    {
        var count = clone.Actions.Length;
        var logits = new double[count];
        for (var k = 0; k < count; k++)
        {
            logits[k] = clone.Weights[(clone.ContextLength * count) + k];
            for (var slot = 0; slot < clone.ContextLength; slot++)
                logits[k] += clone.Weights[(slot * count) + k] * context.Span[slot];
        }
        return Normalized(logits);
    }

    private static double[] Normalized(double[] logits)
    {
        var exponentials = logits.Select(logit => Math.Exp(logit - logits.Max())).ToArray();
        return [.. exponentials.Select(e => e / exponentials.Sum())];
    }

    private sealed class Reports : IProgress<double>
    {
        public List<double> Values { get; } = [];

        public void Report(double value) => Values.Add(value);
    }
}
