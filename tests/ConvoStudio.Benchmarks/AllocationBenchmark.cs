using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Benchmarks;

/// <summary>Bandit experiments: regret of top-two Thompson sampling beside Thompson and uniform shares, and whether effect intervals hold afterwards.</summary>
/// <remarks>Cumulative regret is what units cost while the experiment runs, simple regret what shipping the arm that looks best costs a unit afterwards. An experiment
/// is run to ship an arm, so the sum over it and a roll-out of ten times its units stands beside them.</remarks>
internal sealed class AllocationBenchmark : IBenchmark
{
    private const int FullRegretRuns = 500;
    private const int FullCoverageRuns = 2000;
    private const int Units = 20_000;
    private const int RollOut = 10 * Units;

    /// <inheritdoc/>
    public string Name => "allocation";

    /// <inheritdoc/>
    public Task RunAsync(BenchmarkOutput output)
    {
        foreach (var arms in AllocationArms.Sets)
            foreach (var rule in Enum.GetValues<AllocationRule>())
                Regret(output, arms, rule);
        foreach (var arms in CoverageArms.Sets)
            Coverage(output, arms);
        return Task.CompletedTask;
    }

    private void Regret(BenchmarkOutput output, AllocationArms arms, AllocationRule rule)
    {
        var runs = BenchmarkSize.Of(FullRegretRuns);
        var settings = $"{runs} runs, {Units} units, shares every {AllocationRun.Cadence}, roll-out {RollOut}, means {string.Join(' ', arms.Means)}";
        var results = new AllocationRun[runs];
        Parallel.For(0, runs, run => results[run] = AllocationRun.Of(arms, rule, Units, (ulong)run + 1));
        foreach (var (metric, value) in (ReadOnlySpan<(string, Func<AllocationRun, double>)>)
            [("cumulative-regret", run => run.Cumulative), ("simple-regret", run => run.Simple), ("regret-with-roll-out", run => run.Cumulative + (RollOut * run.Simple))])
        {
            var moments = results.Aggregate(default(RunningMoments), (sum, run) => sum.Add(value(run)));
            // A thousandth is the last digit that is written.
            var (scale, unit) = metric == "simple-regret" ? (1e3, "thousandths a unit") : (1.0, "of the metric");
            output.Write(Name, $"{arms.Name}-{rule}-{metric}", scale * moments.Mean, unit, settings);
            output.Write(Name, $"{arms.Name}-{rule}-{metric}-error", scale * Math.Sqrt(moments.SampleVariance / runs), unit, settings);
        }
        output.Write(Name, $"{arms.Name}-{rule}-best-arm-found", (double)results.Count(run => run.Simple == 0) / runs, "share of runs", settings);
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
