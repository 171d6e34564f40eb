using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Tests;

/// <summary>A log in memory: one writer, rows in order, conversations by id.</summary>
public sealed class FakeDecisionLog : IDecisionLog
{
    private readonly Lock _gate = new();
    private readonly List<LogEntry> _entries = [];
    private readonly List<ConversationRow> _conversations = [];
    private readonly Dictionary<Guid, ConversationRow> _byId = [];

    public ReadOnlyMemory<byte> Secret { get; } = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();

    public long LastSequence => _entries.Count;

    public string? ReadOnlyReason => null;

    public (int Waiting, int Capacity) Queue => (0, int.MaxValue);

    /// <summary>Called before each append; may throw.</summary>
    public Action<LogAppend>? Before { get; set; }

    public IReadOnlyList<LogEntry> Entries => _entries;

    public IReadOnlyList<ConversationRow> Conversations => _conversations;

    public List<LogAppend> Appends { get; } = [];

    public ValueTask<LogPosition> AppendAsync(LogAppend append, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Before?.Invoke(append);
            var first = _entries.Count + 1L;
            var number = append.ConversationNo;
            if (append.Opens is { } opens)
            {
                number = _conversations.Count + 1;
                var row = new ConversationRow(
                    number.Value, opens.PublicId, opens.ExternalId, opens.Playbook, number.Value, append.Source, opens.Channel, opens.Jurisdiction, opens.TimeZone, opens.Locale, first);
                _byId.Add(opens.PublicId, row);
                _conversations.Add(row);
            }

            foreach (var entry in append.Entries)
            {
                _entries.Add(new LogEntry(
                    _entries.Count + 1, append.Source, entry.Kind, number, entry.Turn, entry.OccurredAt, entry.OccurredAt, null, null, entry.SchemaVersion, entry.Payload, default));
            }

            Appends.Add(append);
            return new(new LogPosition(first, number, default));
        }
    }

    public IReadOnlyList<LogEntry> Read(long afterSequence, int limit) => [.. _entries.Skip((int)afterSequence).Take(limit)];

    public IReadOnlyList<LogEntry> ReadConversation(long conversationNo, long upToSequence = long.MaxValue) =>
        [.. _entries.Where(e => e.ConversationNo == conversationNo && e.Sequence <= upToSequence)];

    public IReadOnlyList<LogEntry> ReadUnbound(LogKind kind) => [.. _entries.Where(e => e.Kind == kind && e.ConversationNo is null)];

    public LogEntry? Find(long sequence) => _entries.ElementAtOrDefault((int)sequence - 1);

    public ConversationRow? FindConversation(Guid publicId)
    {
        lock (_gate)
            return _byId.GetValueOrDefault(publicId);
    }

    public ConversationRow? FindConversation(long conversationNo) => _conversations.ElementAtOrDefault((int)conversationNo - 1);

    public IReadOnlyList<ConversationRow> ListConversations(string playbook, LogSource? source, long beforeNo = long.MaxValue, int limit = 50) =>
        [.. _conversations.Where(c => c.Playbook == playbook && c.No < beforeNo && (source is null || c.Source == source) && !IsWithdrawn(c)).Reverse().Take(limit)];

    public IReadOnlyList<ConversationRow> FindByExternalId(string playbook, string externalId) =>
        [.. _conversations.Where(c => c.Playbook == playbook && c.ExternalId == externalId)];

    public IReadOnlyList<CustomerEntry> ReadCustomer(ConversationRow except, long upToSequence, long withdrawnUpTo) => [];

    public long WithdrawnUpTo(string playbook, long beforeSequence = long.MaxValue) => 0;

    public IReadOnlyList<LogEntry> ReadAssignments(ConversationRow except, long upToSequence = long.MaxValue) => [];

    public IReadOnlyList<OpenedConversation> FindByCustomer(string playbook, ReadOnlyMemory<byte> customerHmac, int limit = 100) => [];

    public bool IsWithdrawn(ConversationRow conversation)
    {
        var withdrawals = new LogWithdrawals();
        foreach (var entry in ReadUnbound(LogKind.Withdrawn))
            withdrawals.Add(LogPayloads.Read<WithdrawnPayload>(entry));
        return withdrawals.Holds(conversation);
    }

    public LogBlob? FindBlob(ReadOnlyMemory<byte> hash) => null;

    public LogCheckpoint? FindCheckpoint(string policy, long upToSequence) => null;

    public Task WaitForMoreAsync(long afterSequence, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
