using System.Diagnostics;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using Microsoft.Data.Sqlite;

namespace ConvoStudio.Benchmarks;

/// <summary>Live metrics made anew from a log file on disk, as after a restart. The bar is 500,000 entries a second.</summary>
internal sealed class RebuildBenchmark : IBenchmark
{
    private const int FullConversations = 100_000;
    private const int Repeats = 3;

    /// <inheritdoc/>
    public string Name => "rebuild";

    /// <inheritdoc/>
    public async Task RunAsync(BenchmarkOutput output)
    {
        var conversations = BenchmarkSize.Of(FullConversations, 1000);
        var folder = Directory.CreateTempSubdirectory("convostudio-rebuild-").FullName;
        try
        {
            var options = new LogOptions { Path = Path.Combine(folder, "log.db"), Durable = false };
            await using (var made = SqliteDecisionLog.Open(options, TimeProvider.System))
                await RebuildLog.MakeAsync(made, conversations);
            var settings = $"{conversations} conversations of {RebuildLog.EntriesEach} entries, two decisions each, one experiment";
            output.Write(Name, "log-size", new FileInfo(options.Path).Length / 1e6, "MB", settings);
            await using var log = SqliteDecisionLog.Open(options, TimeProvider.System);
            using var configurations = new LogConfigurations(log, TimeProvider.System, _ => { });
            double scan = 0, metrics = 0, traffic = 0;
            for (var i = 0; i < Repeats; i++)
            {
                scan = Math.Max(scan, Rate(log, () => Scan(log)));
                metrics = Math.Max(metrics, Rate(log, () => Fold(log, conversations)));
                traffic = Math.Max(traffic, Rate(log, () => new TrafficFold(log, configurations, TimeProvider.System).Advance()));
            }
            output.Write(Name, "reading-alone", scan, "entries/s", settings);
            output.Write(Name, "live-metrics", metrics, "entries/s", settings);
            output.Write(Name, "traffic", traffic, "entries/s", settings);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Rate(SqliteDecisionLog log, Action act)
    {
        var watch = Stopwatch.StartNew();
        act();
        return log.LastSequence / watch.Elapsed.TotalSeconds;
    }

    private static void Scan(SqliteDecisionLog log)
    {
        long bytes = 0;
        log.Scan(0, log.LastSequence, (in row) => bytes += row.Payload.Length);
        if (bytes == 0)
            throw new InvalidOperationException("Nothing was read.");
    }

    private static void Fold(SqliteDecisionLog log, int conversations)
    {
        var feed = new MetricsFeed(log, LogSource.Live, TimeProvider.System);
        feed.Advance();
        if (feed.Latest(RebuildLog.Experiment)!.Arms.Sum(arm => arm.Totals.Closed) != conversations)
            throw new InvalidOperationException("Not every conversation was counted.");
    }
}
