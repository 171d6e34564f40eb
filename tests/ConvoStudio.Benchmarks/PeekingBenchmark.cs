using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Benchmarks;

/// <summary>What looking after every outcome costs: false alarms of equal arms, and width and power at the minimum effect against a test of fixed size that
/// looks once, at the end.</summary>
/// <remarks>Minimum effect: what the fixed test sees with a power of 0.9 at the end. Efficiency is the fixed test's median width over the sequence's at the end;
/// the bar is 0.6.</remarks>
internal sealed class PeekingBenchmark : IBenchmark
{
    private const int FullRuns = 2000;
    private const int Units = 20_000;

    /// <inheritdoc/>
    public string Name => "peeking";

    /// <inheritdoc/>
    public Task RunAsync(BenchmarkOutput output)
    {
        var runs = BenchmarkSize.Of(FullRuns);
        foreach (var metric in new[] { PeekingMetric.Rate(0.005), PeekingMetric.Rate(0.05), PeekingMetric.Rate(0.5), PeekingMetric.LognormalRevenue })
        {
            var settings = $"{runs} runs, {Units} units, even shares, a look after every outcome, alpha {PeekingRun.Alpha}, tuned to {PeekingRun.TunedUnits}, {metric.Name}";
            Equal(output, metric, runs, $"A/A, {settings}");
            AtTheMinimumEffect(output, metric, runs, $"minimum effect at power 0.9, {settings}");
        }
        return Task.CompletedTask;
    }

    private void Equal(BenchmarkOutput output, PeekingMetric metric, int runs, string settings)
    {
        var results = Runs(metric, runs, 0);
        Share(output, $"{metric.Name}-false-alarms", results.Count(run => run.Alarmed), runs, settings);
        if (metric.IsRate)
            Share(output, $"{metric.Name}-exact-sequence-false-alarms", results.Count(run => run.ExactAlarmed), runs, settings);
        Share(output, $"{metric.Name}-fixed-size-test-peeked-at-for-contrast", results.Count(run => run.FixedAlarmed), runs, settings);
        double median = Median(results.Select(run => run.Width)), oracle = Median(results.Select(run => run.FixedWidth));
        output.Write(Name, $"{metric.Name}-width-median", 100 * median, "hundredths of the metric", settings);
        output.Write(Name, $"{metric.Name}-width-median-oracle", 100 * oracle, "hundredths of the metric", settings);
        output.Write(Name, $"{metric.Name}-efficiency", oracle / median, "oracle's width / width", settings);
        if (metric.IsRate)
            output.Write(Name, $"{metric.Name}-exact-sequence-efficiency", oracle / Median(results.Select(run => run.ExactWidth)), "oracle's width / width", settings);
    }

    private void AtTheMinimumEffect(BenchmarkOutput output, PeekingMetric metric, int runs, string settings)
    {
        var results = Runs(metric, runs, metric.MinimumEffect(Units));
        Share(output, $"{metric.Name}-power", results.Count(run => run.Alarmed), runs, settings);
        Share(output, $"{metric.Name}-power-oracle", results.Count(run => run.FixedAtEnd), runs, settings);
        output.Write(Name, $"{metric.Name}-power-against-oracle", (double)results.Count(run => run.Alarmed) / results.Count(run => run.FixedAtEnd), "ratio", settings);
        output.Write(Name, $"{metric.Name}-units-at-decision-median", Median(results.Select(run => (double)(run.AlarmedAt ?? Units))), "units, undecided runs as the horizon", settings);
    }

    private static PeekingRun[] Runs(PeekingMetric metric, int runs, double effect)
    {
        var results = new PeekingRun[runs];
        // Runs share nothing: each has its own generator.
        Parallel.For(0, runs, run => results[run] = PeekingRun.Of(metric, effect, Units, (ulong)run + 1));
        return results;
    }

    private void Share(BenchmarkOutput output, string metric, int count, int runs, string settings)
    {
        var interval = ClopperPearsonInterval.Of(count, runs);
        output.Write(Name, metric, interval.Estimate, "share of runs", settings);
        output.Write(Name, $"{metric}-interval-low", interval.Low, "share of runs", settings);
        output.Write(Name, $"{metric}-interval-high", interval.High, "share of runs", settings);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }
}
