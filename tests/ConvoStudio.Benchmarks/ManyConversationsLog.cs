using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Benchmarks;

/// <summary>A log of many conversations that are made up while they are read: opened, assigned, decided, said, ended. Reading it costs next to nothing.</summary>
internal sealed class ManyConversationsLog(int conversations) : IDecisionLog
{
    public const string Playbook = "cards";
    public const int EntriesEach = 5;
    private static readonly byte[] Opened = LogPayloads.Write(new OpenedPayload(null, null, ""));
    private static readonly byte[][] Assigned = [.. new[] { "control", "treatment" }.Select(arm => LogPayloads.Write(new AssignmentPayload("first", 1, "unit", ["control", "treatment"], [1, 1], 0, arm)))];
    private static readonly byte[][] Decided = [.. Enumerable.Range(0, 8).Select(Decision)];
    private static readonly byte[] Said = LogPayloads.Write(new TurnPayload(Speaker.Agent, ["ask"], null, null, null, null, "followed", null, HasText: false));
    private static readonly byte[][] Ended = [.. new[] { 0, 1 }.Select(value => LogPayloads.Write(new OutcomePayload(OutcomeMetric.Converted, value, Final: true, null)))];

    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ReadOnlyMemory<byte> Secret { get; } = new byte[32];

    public long LastSequence => (long)conversations * EntriesEach;

    public string? ReadOnlyReason => null;

    public (int Waiting, int Capacity) Queue => (0, 0);

    public IReadOnlyList<LogEntry> Read(long afterSequence, int limit)
    {
        var count = (int)Math.Min(limit, LastSequence - afterSequence);
        var entries = new LogEntry[Math.Max(0, count)];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = Entry(afterSequence + i + 1);
        return entries;
    }

    public ConversationRow? FindConversation(long conversationNo)
    {
        Span<byte> id = stackalloc byte[16];
        new Random((int)conversationNo).NextBytes(id);
        return new(conversationNo, new Guid(id), $"crm-{conversationNo}", Playbook, 1, LogSource.Live, "web", null, null, null, 0);
    }

    public ValueTask<LogPosition> AppendAsync(LogAppend append, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IReadOnlyList<LogEntry> ReadConversation(long conversationNo, long upToSequence = long.MaxValue) => throw new NotSupportedException();

    public LogEntry? Find(long sequence) => throw new NotSupportedException();

    public IReadOnlyList<LogEntry> ReadUnbound(LogKind kind) => [];

    public ConversationRow? FindConversation(Guid publicId) => throw new NotSupportedException();

    public IReadOnlyList<ConversationRow> FindByExternalId(string playbook, string externalId) => throw new NotSupportedException();

    public IReadOnlyList<CustomerEntry> ReadCustomer(ConversationRow except, long upToSequence, long withdrawnUpTo) => throw new NotSupportedException();

    public long WithdrawnUpTo(string playbook, long beforeSequence = long.MaxValue) => 0;

    public IReadOnlyList<LogEntry> ReadAssignments(ConversationRow except, long upToSequence = long.MaxValue) => throw new NotSupportedException();

    public IReadOnlyList<OpenedConversation> FindByCustomer(string playbook, ReadOnlyMemory<byte> customerHmac, int limit = 100) => throw new NotSupportedException();

    public bool IsWithdrawn(ConversationRow conversation) => throw new NotSupportedException();

    public IReadOnlyList<ConversationRow> ListConversations(string playbook, LogSource? source, long beforeNo = long.MaxValue, int limit = 50) => throw new NotSupportedException();

    public LogBlob? FindBlob(ReadOnlyMemory<byte> hash) => throw new NotSupportedException();

    public LogCheckpoint? FindCheckpoint(string policy, long upToSequence) => throw new NotSupportedException();

    public Task WaitForMoreAsync(long afterSequence, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static LogEntry Entry(long sequence)
    {
        var no = ((sequence - 1) / EntriesEach) + 1;
        // One conversation in a thousand does the rare action, and in it a rule blocks something.
        var (kind, payload) = ((sequence - 1) % EntriesEach) switch
        {
            0 => (LogKind.Opened, Opened),
            1 => (LogKind.Assignment, Assigned[no % 2]),
            2 => (LogKind.Decision, Decided[no % 1000 == 0 ? 7 : no % 7]),
            3 => (LogKind.Turn, Said),
            _ => (LogKind.Outcome, Ended[no % 9 == 0 ? 1 : 0]),
        };
        var at = Start.AddSeconds(no);
        return new(sequence, LogSource.Live, kind, no, null, at, at, null, null, 1, payload, default);
    }

    private static byte[] Decision(int drawn) => LogPayloads.Write(new DecisionPayload(
        Guid.Empty, "", "", "", "", "", "", "learner", 0, 0, Start, null, "v256-1", [], "first", "control", null, [.. Enumerable.Range(0, 10)], new ulong[10], new double[10], new double[10],
        drawn == 7 ? [new BlockedPayload(1, "rule", "hash", "Blocked.")] : [], false, 0, drawn, [.. Enumerable.Range(0, 30)], new double[30]));
}
