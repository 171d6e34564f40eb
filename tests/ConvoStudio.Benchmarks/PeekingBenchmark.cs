using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Benchmarks;

/// <summary>False alarms of two equal arms looked at after every outcome. Whole runs with an alarm anywhere count.</summary>
internal sealed class PeekingBenchmark : IBenchmark
{
    private const int Runs = 2000;
    private const int Units = 20_000;
    private const double Alpha = 0.05;
    private const int LeastUnits = 1000;

    /// <inheritdoc/>
    public string Name => "peeking";

    /// <inheritdoc/>
    public Task RunAsync(BenchmarkOutput output)
    {
        var settings = $"A/A, {Runs} runs, {Units} units, even shares, a look after every outcome, alpha {Alpha}";
        foreach (var rate in new[] { 0.005, 0.05, 0.5 })
        {
            var (exact, fixedSize) = Rates(rate);
            output.Write(Name, $"rate-{100 * rate}%-mixture-from-1", exact, "share of runs", settings);
            output.Write(Name, $"rate-{100 * rate}%-fixed-size-test-for-contrast", fixedSize, "share of runs", settings);
        }
        var (sequence, welch) = Revenue();
        output.Write(Name, $"lognormal-asymptotic-from-{LeastUnits}", sequence, "share of runs", $"{settings}, revenue exp(N(0, 1))");
        output.Write(Name, "lognormal-fixed-size-test-for-contrast", welch, "share of runs", $"{settings}, revenue exp(N(0, 1))");
        return Task.CompletedTask;
    }

    private static (double Exact, double FixedSize) Rates(double rate)
    {
        int exact = 0, contrast = 0;
        var limit = -Math.Log(Alpha);
        Span<long> n = stackalloc long[2], successes = stackalloc long[2];
        for (var run = 1; run <= Runs; run++)
        {
            var random = new SplitMix64((ulong)run);
            bool alarmed = false, crossed = false;
            n.Clear();
            successes.Clear();
            for (var unit = 0; unit < Units && !(alarmed && crossed); unit++)
            {
                var arm = (int)(random.NextUInt64() >> 63);
                n[arm]++;
                successes[arm] += random.NextDouble() < rate ? 1 : 0;
                alarmed = alarmed || RateDifferenceSequence.LogEvidence(successes[0], n[0], successes[1], n[1]) >= limit;
                crossed = crossed || Math.Abs(TwoProportionTest.Of(successes[0], n[0], successes[1], n[1]).Z) >= 1.959963984540054;
            }
            exact += alarmed ? 1 : 0;
            contrast += crossed ? 1 : 0;
        }
        return ((double)exact / Runs, (double)contrast / Runs);
    }

    private static (double Sequence, double FixedSize) Revenue()
    {
        int exact = 0, contrast = 0;
        var sequence = new AsymptoticConfidenceSequence(Alpha, 5000, LeastUnits);
        var arms = new MeanSums[2];
        for (var run = 1; run <= Runs; run++)
        {
            var random = new SplitMix64((ulong)run);
            bool alarmed = false, crossed = false;
            Array.Clear(arms);
            for (var unit = 0; unit < Units && !(alarmed && crossed); unit++)
            {
                var arm = (int)(random.NextUInt64() >> 63);
                arms[arm] = arms[arm].Add(Math.Exp(random.NextGaussian()));
                var moments = EffectMoments.Difference(arms[0].Moments, arms[1].Moments);
                if (moments.IsDegenerate)
                    continue;
                crossed = crossed || Math.Abs(moments.Effect) >= 1.959963984540054 * moments.StandardError;
                if (moments.Units >= LeastUnits)
                    alarmed = alarmed || Math.Abs(moments.Effect) > sequence.HalfWidth(moments.StandardError, moments.Units);
            }
            exact += alarmed ? 1 : 0;
            contrast += crossed ? 1 : 0;
        }
        return ((double)exact / Runs, (double)contrast / Runs);
    }
}
