using System.Diagnostics;
using System.Text;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Contexts;
using Microsoft.Data.Sqlite;

namespace ConvoStudio.Benchmarks;

/// <summary>Durable turns and outcomes a second through the services: every row is on disk (fsync) before its request is answered. Once with nothing
/// else going on, once with the learner and the live metrics folding along.</summary>
internal sealed class IngestBenchmark : IBenchmark
{
    private const int Conversations = 4000;
    private const int TurnsEach = 40;
    private const int InFlight = 2000;

    public string Name => "ingest";

    public async Task RunAsync(BenchmarkOutput output)
    {
        foreach (var folding in (bool[])[false, true])
            await RunAsync(output, folding);
    }

    private async Task RunAsync(BenchmarkOutput output, bool folding)
    {
        var folder = Directory.CreateTempSubdirectory("convostudio-ingest-").FullName;
        try
        {
            var parts = new StudioParts(
                SqliteDecisionLog.Open(new LogOptions { Path = Path.Combine(folder, "log.db") }, TimeProvider.System),
                LogSource.Live, new MemoryProtectedStore(), new ClockIdSource(TimeProvider.System), TimeProvider.System);
            await using var studio = await Studio.OpenAsync(parts);
            await studio.Configurations.ActivateAsync(SamplePlaybook.Configuration(), "benchmark");
            using var stop = new CancellationTokenSource();
            var workers = folding ? Task.WhenAll(Quietly(studio.Learner.RunAsync(TimeProvider.System, stop.Token)), Quietly(studio.Metrics.RunAsync(TimeProvider.System, stop.Token))) : Task.CompletedTask;
            var ids = await OpenAsync(studio);
            await SayAsync(studio, ids, "warm", 20);
            var before = studio.Log.LastSequence;
            var processor = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            await SayAsync(studio, ids, "measured", TurnsEach);
            var seconds = watch.Elapsed.TotalSeconds;
            var microseconds = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds;
            var rows = studio.Log.LastSequence - before;
            await stop.CancelAsync();
            await workers;
            var variant = folding ? "while-folding-" : "";
            var settings = $"{Conversations} conversations, {TurnsEach} turns and one outcome each, {InFlight} in flight, folding {folding}";
            output.Write(Name, $"{variant}rows-per-second", rows / seconds, "1/s", settings);
            output.Write(Name, $"{variant}processor-microseconds-per-row", microseconds / rows, "us", settings);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Guid[]> OpenAsync(Studio studio)
    {
        var ids = new Guid[Conversations];
        await Parallel.ForAsync(0, Conversations, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (i, token) =>
        {
            var answer = await studio.Conversations.OpenAsync(
                new OpenConversation("benchmark", SamplePlaybook.Key, $"customer-{i}", null, "web", null, null, null, null, null), RequestIdentity.Of($"open-{i}", "open", []), token);
            ids[i] = System.Text.Json.JsonSerializer.Deserialize(answer.Body.Span, AnswerJson.Default.OpenedAnswer)!.ConversationId;
        });
        return ids;
    }

    // A client waits for its answer before it goes on; many conversations do so at once.
    private static Task SayAsync(Studio studio, Guid[] ids, string run, int turns)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < ids.Length)
            {
                for (var turn = 0; turn < turns; turn++)
                {
                    var agent = turn % 2 == 0;
                    var body = Encoding.UTF8.GetBytes($$"""{"idempotencyKey":"{{run}}-{{turn}}","speaker":"{{(agent ? "agent" : "customer")}}","acts":["{{(agent ? "ask" : "answer")}}"],"sentiment":0.2}""");
                    await studio.Conversations.AddTurnAsync(
                        ids[i], new AddTurn(agent ? Speaker.Agent : Speaker.Customer, [agent ? "ask" : "answer"], Sentiment: agent ? null : 0.2), RequestIdentity.Of($"{run}-{turn}", "turn", body));
                }

                var outcome = Encoding.UTF8.GetBytes($$"""{"idempotencyKey":"{{run}}-outcome","metric":"value","value":1}""");
                await studio.Outcomes.RecordAsync(ids[i], new RecordOutcome("value", 1), RequestIdentity.Of($"{run}-outcome", "outcome", outcome));
            }
        })));
    }

    private static async Task Quietly(Task worker)
    {
        try
        {
            await worker;
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
            return;
        }
    }
}
