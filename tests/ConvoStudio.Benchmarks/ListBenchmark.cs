using System.Diagnostics;
using ConvoStudio.Application.ConversationLists;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using Microsoft.Data.Sqlite;

namespace ConvoStudio.Benchmarks;

/// <summary>Lists and counts of a million conversations: how long the index takes to be made from the log, and how long pages and counts take then. The slowest of several.</summary>
internal sealed class ListBenchmark : IBenchmark
{
    private const int Conversations = 1_000_000;
    private static readonly IActor Analyst = Actor.Person("analyst", "Analyst", [Roles.Analyst]);

    /// <inheritdoc/>
    public string Name => "list";

    /// <inheritdoc/>
    public async Task RunAsync(BenchmarkOutput output)
    {
        var folder = Directory.CreateTempSubdirectory("convostudio-list-").FullName;
        var settings = $"{Conversations} conversations of {ManyConversationsLog.EntriesEach} entries";
        try
        {
            var log = new ManyConversationsLog(Conversations);
            using var index = new ConversationIndex(log, Path.Combine(folder, "views.db"));
            var watch = Stopwatch.StartNew();
            await index.AdvanceAsync();
            output.Write(Name, "fold", log.LastSequence / watch.Elapsed.TotalSeconds, "entries/s", settings);
            output.Write(Name, "size", new FileInfo(Path.Combine(folder, "views.db")).Length / 1e6, "MB", settings);
            var all = new ConversationFilter(ManyConversationsLog.Playbook);
            foreach (var (name, filter) in ((string, ConversationFilter)[])
            [
                ("all", all), ("arm", all with { Experiment = "first", Arm = "treatment" }), ("rare-action", all with { Action = 7 }), ("converted-arm", all with { Experiment = "first", Arm = "control", Outcome = OutcomeFilter.Converted }),
                ("blocked", all with { Blocked = true }), ("text", all with { Text = "crm-12345" }), ("no-such-text", all with { Text = "nobody" }), ("short-id", all with { Text = "00000000" }),
                ("old-days", all with { To = ManyConversationsLog.Start.AddHours(1) }), ("nothing", all with { Channel = "phone" }),
            ])
            {
                output.Write(Name, $"{name}-page", Slowest(() => index.List(Analyst, filter)), "ms", settings);
                output.Write(Name, $"{name}-count", Slowest(() => index.Count(Analyst, filter)), "ms", settings);
            }

            output.Write(Name, "deep-page", Slowest(() => index.List(Analyst, all, below: 1000)), "ms", settings);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Slowest(Func<object> read)
    {
        read();
        var slowest = 0.0;
        for (var i = 0; i < 5; i++)
        {
            var watch = Stopwatch.StartNew();
            read();
            slowest = Math.Max(slowest, watch.Elapsed.TotalMilliseconds);
        }

        return slowest;
    }
}
