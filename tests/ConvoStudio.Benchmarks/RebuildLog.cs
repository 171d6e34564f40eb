using System.Buffers.Binary;
using System.Security.Cryptography;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Benchmarks;

/// <summary>A log file full of finished conversations, with payloads of real size.</summary>
internal static class RebuildLog
{
    public const int EntriesEach = 11;
    public const string Experiment = "first";
    private const int InFlight = 64;
    private static readonly string[] Arms = ["control", "treatment"];
    private static readonly string Hash = new('a', 64);

    /// <summary>Conversations of the last day, one after the other, each in one append.</summary>
    public static async Task MakeAsync(SqliteDecisionLog log, int conversations)
    {
        using (var configurations = new LogConfigurations(log, TimeProvider.System, _ => { }))
            await configurations.ActivateAsync(SamplePlaybook.Configuration(), "benchmark");
        var random = new SplitMix64(1);
        var start = TimeProvider.System.GetUtcNow().AddHours(-20);
        var waiting = new Queue<Task<LogPosition>>();
        for (var i = 0; i < conversations; i++)
        {
            if (waiting.Count == InFlight)
                await waiting.Dequeue();
            waiting.Enqueue(log.AppendAsync(Conversation(ref random, i, start.AddSeconds(60_000.0 * i / conversations))).AsTask());
        }
        await Task.WhenAll(waiting);
    }

    private static LogAppend Conversation(ref SplitMix64 random, int number, DateTimeOffset at)
    {
        var arm = Arms[random.NextInt32(2)];
        var id = new byte[32];
        BinaryPrimitives.WriteInt32LittleEndian(id, number);
        List<NewLogEntry> entries =
        [
            Entry(LogKind.Opened, at, new OpenedPayload(null, null, Hash)),
            Entry(LogKind.Assignment, at, new AssignmentPayload(Experiment, 1, Convert.ToHexStringLower(id.AsSpan(0, 16)), Arms, [1, 1], random.NextUInt32(), arm)),
        ];
        for (var turn = 0; turn < 2; turn++)
        {
            entries.Add(Entry(LogKind.Decision, at.AddSeconds(20 * turn), Decision(ref random, arm, at)));
            entries.Add(Entry(LogKind.Turn, at.AddSeconds((20 * turn) + 5), new TurnPayload(Speaker.Agent, ["recommend"], "gold", null, null, Guid.Empty, "followed", null, false)));
            entries.Add(Entry(LogKind.Turn, at.AddSeconds((20 * turn) + 15), new TurnPayload(Speaker.Customer, ["answer"], null, random.NextDouble(), null, null, null, null, false)));
        }
        entries.Add(Entry(LogKind.Outcome, at.AddSeconds(60), new OutcomePayload(OutcomeMetric.Converted, random.NextInt32(5) == 0 ? 1 : 0, true, null)));
        entries.Add(Entry(LogKind.Closed, at.AddSeconds(70), new EndedPayload("closed")));
        entries.Add(Entry(LogKind.WindowEnded, at.AddSeconds(80), new EndedPayload("window")));
        return new(LogSource.Live, entries, Opens: new(new Guid(SHA256.HashData(id).AsSpan(0, 16)), null, SamplePlaybook.Key, SHA256.HashData(id), "web", null, null, null));
    }

    private static DecisionPayload Decision(ref SplitMix64 random, string arm, DateTimeOffset at)
    {
        var values = new double[30];
        foreach (ref var value in values.AsSpan())
            value = random.NextDouble();
        return new(
            new Guid(random.NextUInt32(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), Hash, Hash, Hash, Hash, Hash, Hash, "learner", 5, 6, at, 60, "v256-1", [new("experiment", Experiment, 1), new("arm", arm, 0.5)],
            Experiment, arm, null, [.. Enumerable.Range(0, 10)], new ulong[10], values[..10], values[10..20], [], false, random.NextUInt32(), random.NextInt32(10),
            [.. Enumerable.Range(0, 30)], values);
    }

    private static NewLogEntry Entry<T>(LogKind kind, DateTimeOffset at, T payload)
        where T : class => new(kind, null, at, LogPayloads.Write(payload));
}
