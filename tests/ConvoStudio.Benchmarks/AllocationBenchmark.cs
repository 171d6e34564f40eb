using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Benchmarks;

/// <summary>Bandit experiments: regret of both top-two rules beside Thompson and uniform shares, and whether effect intervals hold afterwards.</summary>
/// <remarks>Cumulative regret is what units cost while the experiment runs, simple regret what shipping the arm that looks best costs a unit afterwards. An experiment
/// is run to ship an arm, so the sum over it and a roll-out of ten times its units stands beside them. Rules meet the same customers, so what counts between two of
/// them is the mean and the error of the difference within runs.</remarks>
internal sealed class AllocationBenchmark : IBenchmark
{
    private const int FullRegretRuns = 500;
    private const int FullCoverageRuns = 2000;
    private const int Units = 20_000;
    private const int RollOut = 10 * Units;
    private const string Cumulative = "cumulative-regret";
    private const string Simple = "simple-regret";

    /// <inheritdoc/>
    public string Name => "allocation";

    /// <inheritdoc/>
    public Task RunAsync(BenchmarkOutput output)
    {
        foreach (var arms in AllocationArms.Sets)
            Regret(output, arms);
        foreach (var arms in CoverageArms.Sets)
            Coverage(output, arms);
        return Task.CompletedTask;
    }

    private void Regret(BenchmarkOutput output, AllocationArms arms)
    {
        var runs = BenchmarkSize.Of(FullRegretRuns);
        var settings = $"{runs} runs, {Units} units, shares every {AllocationRun.Cadence}, roll-out {RollOut}, means {string.Join(' ', arms.Means)}";
        var thompson = RunsOf(arms, AllocationRule.Thompson, runs);
        foreach (var rule in Enum.GetValues<AllocationRule>())
        {
            var results = rule == AllocationRule.Thompson ? thompson : RunsOf(arms, rule, runs);
            foreach (var (metric, value) in Metrics)
            {
                Mean(output, $"{arms.Name}-{rule}-{metric}", metric, settings, [.. results.Select(value)]);
                if (rule != AllocationRule.Thompson)
                    Mean(output, $"{arms.Name}-{rule}-{metric}-less-Thompson's", metric, settings, [.. results.Zip(thompson, (own, other) => value(own) - value(other))]);
            }
            output.Write(Name, $"{arms.Name}-{rule}-cumulative-regret-95th", results.Select(run => run.Cumulative).Order().ElementAt(runs * 95 / 100), "of the metric", settings);
            output.Write(Name, $"{arms.Name}-{rule}-simple-regret-most", 1e3 * results.Max(run => run.Simple), "thousandths a unit", settings);
            output.Write(Name, $"{arms.Name}-{rule}-best-arm-found", (double)results.Count(run => run.Simple == 0) / runs, "share of runs", settings);
        }
    }

    private static AllocationRun[] RunsOf(AllocationArms arms, AllocationRule rule, int runs)
    {
        var results = new AllocationRun[runs];
        Parallel.For(0, runs, run => results[run] = AllocationRun.Of(arms, rule, Units, (ulong)run + 1));
        return results;
    }

    private static (string Metric, Func<AllocationRun, double> Value)[] Metrics =>
        [(Cumulative, run => run.Cumulative), (Simple, run => run.Simple), ("regret-with-roll-out", run => run.Cumulative + (RollOut * run.Simple))];

    private void Mean(BenchmarkOutput output, string name, string metric, string settings, double[] values)
    {
        var moments = values.Aggregate(default(RunningMoments), (sum, value) => sum.Add(value));
        // A thousandth is the last digit that is written.
        var (scale, unit) = metric == Simple ? (1e3, "thousandths a unit") : (1.0, "of the metric");
        output.Write(Name, name, scale * moments.Mean, unit, settings);
        output.Write(Name, $"{name}-error", scale * Math.Sqrt(moments.SampleVariance / values.Length), unit, settings);
    }

    private void Coverage(BenchmarkOutput output, CoverageArms arms)
    {
        var runs = BenchmarkSize.Of(FullCoverageRuns);
        var settings = $"{runs} runs, {AllocationCoverage.Units} units, outcomes late, floor 5 %, a look after every outcome, alpha {AllocationCoverage.Alpha} for all effects, {arms.Name}";
        var results = new AllocationCoverage[runs];
        Parallel.For(0, runs, run => results[run] = AllocationCoverage.Of(arms, (ulong)run + 1));
        foreach (var (metric, count) in (ReadOnlySpan<(string, int)>)
            [
                ("coverage-at-every-look", results.Count(run => run.Held)),
                ("coverage-at-the-end", results.Count(run => run.HeldAtEnd)),
                ("plain-means-welch-at-the-end-for-contrast", results.Count(run => run.PlainHeldAtEnd)),
            ])
        {
            var interval = ClopperPearsonInterval.Of(count, runs);
            output.Write(Name, $"{arms.Name}-{metric}", interval.Estimate, "share of runs", settings);
            output.Write(Name, $"{arms.Name}-{metric}-interval-low", interval.Low, "share of runs", settings);
            output.Write(Name, $"{arms.Name}-{metric}-interval-high", interval.High, "share of runs", settings);
        }
        output.Write(Name, $"{arms.Name}-width-median", 100 * results.Select(run => run.Width).Order().ElementAt(runs / 2), "hundredths of the metric", settings);
        var error = results.Aggregate(default(RunningMoments), (sum, run) => sum.Add(run.Error));
        output.Write(Name, $"{arms.Name}-bias", 100 * error.Mean, "hundredths of the metric", settings);
        output.Write(Name, $"{arms.Name}-bias-error", 100 * Math.Sqrt(error.SampleVariance / runs), "hundredths of the metric", settings);
    }
}
