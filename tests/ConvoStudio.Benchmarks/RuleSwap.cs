using System.Collections.Concurrent;
using System.Diagnostics;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Studios;
using Microsoft.Data.Sqlite;

namespace ConvoStudio.Benchmarks;

/// <summary>Configurations of 1,000 rules come into force one after the other while decisions are asked for on their whole road: gate, filter, draw, and the entry on disk.
/// One rule, of each configuration, takes every action out, so an answer that is not the fallback passed no filter.</summary>
internal sealed class RuleSwap(string benchmark, BenchmarkOutput output)
{
    private const int Rules = 1000;
    private const int Swaps = 20;
    private const int Workers = 8;

    public async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("convostudio-swap-").FullName;
        try
        {
            var parts = new StudioParts(
                SqliteDecisionLog.Open(new LogOptions { Path = Path.Combine(folder, "log.db") }, TimeProvider.System),
                LogSource.Live, new MemoryProtectedStore(), new ClockIdSource(TimeProvider.System), TimeProvider.System);
            await using var studio = await Studio.OpenAsync(parts);
            await ActivateAsync(studio, 1);
            using var ended = new CancellationTokenSource();
            var problems = new ConcurrentBag<string>();
            var load = Enumerable.Range(0, Workers).Select(worker => Task.Run(() => AskAsync(studio, worker, problems, ended.Token))).ToArray();
            var watch = Stopwatch.StartNew();
            for (var version = 2; version < Swaps + 2; version++)
                await ActivateAsync(studio, version);
            var milliseconds = watch.Elapsed.TotalMilliseconds / Swaps;
            await ended.CancelAsync();
            var answered = (await Task.WhenAll(load)).Sum();
            Write(studio, answered, problems.Count, milliseconds);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    // The log says under which configuration each was decided, and what that took out.
    private void Write(Studio studio, long answered, int failed, double milliseconds)
    {
        var (unfiltered, stored, configurations) = (0L, 0L, new HashSet<string>(StringComparer.Ordinal));
        for (var after = 0L; studio.Log.Read(after, 5000) is { Count: > 0 } entries; after = entries[^1].Sequence)
            foreach (var entry in entries.Where(e => e.Kind == LogKind.Decision))
            {
                var decision = LogPayloads.Read<DecisionPayload>(entry);
                configurations.Add(decision.RulesHash + decision.ConfigurationHash);
                (stored, unfiltered) = (stored + 1, unfiltered + (decision is { Forced: true, Blocked.Count: 10, RuleAlarm: false } ? 0 : 1));
            }

        var settings = $"{Rules} rules, {Swaps} swaps, {Workers} callers, whole decision path";
        output.Write(benchmark, "swap-decisions", answered, "decisions", settings);
        output.Write(benchmark, "swap-decisions-not-in-the-log", answered - stored, "decisions", settings);
        output.Write(benchmark, "swap-configurations-decided-under", configurations.Count, $"of {Swaps + 1}", settings);
        output.Write(benchmark, "swap-failed", failed, "decisions", settings);
        output.Write(benchmark, "swap-unfiltered", unfiltered, "decisions", settings);
        output.Write(benchmark, "swap-into-force", milliseconds, "ms", settings);
    }

    private static async Task ActivateAsync(Studio studio, int version) =>
        await studio.Configurations.ActivateAsync(SamplePlaybook.Ruled(Rules - 1, "Never say recommend.") with { Version = version }, "benchmark");

    private static async Task<long> AskAsync(Studio studio, int worker, ConcurrentBag<string> problems, CancellationToken ended)
    {
        var opened = await studio.Conversations.OpenAsync(
            new OpenConversation("benchmark", SamplePlaybook.Key, $"customer-{worker}", null, "web", null, null, null, null, null), RequestIdentity.Of($"open-{worker}", "open", []), CancellationToken.None);
        var id = System.Text.Json.JsonSerializer.Deserialize(opened.Body.Span, AnswerJson.Default.OpenedAnswer)!.ConversationId;
        var answered = 0L;
        for (var i = 0; !ended.IsCancellationRequested; i++)
        {
            try
            {
                await studio.Decisions.DecideAsync(id, null, RequestIdentity.Of($"{worker}-{i}", "decide", []), CancellationToken.None);
                answered++;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                problems.Add(exception.Message);
            }
        }

        return answered;
    }
}
