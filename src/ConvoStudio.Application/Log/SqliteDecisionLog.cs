using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ConvoStudio.Application.Log;

/// <summary>log.db: SQLite in WAL mode, synchronous=FULL on the writer's connection, one writer, pooled readers.</summary>
public sealed class SqliteDecisionLog : IDecisionLog
{
    private readonly SqliteConnection _connection;
    private readonly LogWriter _writer;
    private readonly LogReader _reader;
    private readonly LogOptions _options;
    private readonly Lock _gate = new();
    private readonly LogWithdrawals _withdrawn = new();
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SqliteDecisionLog(SqliteConnection connection, LogOptions options, TimeProvider time)
    {
        (_connection, _options) = (connection, options);
        _reader = new LogReader(new SqliteConnectionStringBuilder { DataSource = options.Path, Mode = SqliteOpenMode.ReadOnly }.ToString());
        Secret = _reader.ReadSecret();
        foreach (var entry in _reader.ReadUnbound(LogKind.Withdrawn))
            _withdrawn.Add(LogPayloads.Read<WithdrawnPayload>(entry));
        _writer = new LogWriter(connection, options, time, Announce);
    }

    /// <summary>Opens the file, or makes it with its secret.</summary>
    /// <exception cref="InvalidOperationException">The file was written by a newer studio.</exception>
    public static SqliteDecisionLog Open(LogOptions options, TimeProvider time)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = options.Path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            LogSchema.Scalar(connection, "PRAGMA journal_mode = WAL");
            LogSchema.Scalar(connection, options.Durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
            // 64 MB: a checkpoint stalls the writer, so it is rare; a quarter of this made one decision in a hundred wait 23 ms instead of 8.
            LogSchema.Scalar(connection, "PRAGMA wal_autocheckpoint = 16000");
            LogSchema.Prepare(connection, options.NewSecret is { } secret ? secret.Span : RandomNumberGenerator.GetBytes(32));
            return new SqliteDecisionLog(connection, options, time);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public ReadOnlyMemory<byte> Secret { get; }

    public long LastSequence => _writer.LastCommitted;

    public string? ReadOnlyReason => _writer.ReadOnlyReason;

    public (int Waiting, int Capacity) Queue => (_writer.Waiting, _options.QueueCapacity);

    /// <summary>The synchronous mode SQLite reports on the writer's own connection: 2 is FULL.</summary>
    public long WriterSynchronous => (long)LogSchema.Scalar(_connection, "PRAGMA synchronous")!;

    public ValueTask<LogPosition> AppendAsync(LogAppend append, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return append is { Opens: null, ConversationNo: null } && append.Entries.Any(e => e.Kind == LogKind.Withdrawn) ? WithdrawAsync(append) : _writer.AppendAsync(append);
    }

    public IReadOnlyList<LogEntry> Read(long afterSequence, int limit) => _writer.Tail.Read(afterSequence, limit) ?? _reader.Read(afterSequence, limit);

    public void Scan(long afterSequence, long upToSequence, LogRowHandler handle)
    {
        while (afterSequence < upToSequence)
        {
            if (_writer.Tail.Read(afterSequence, (int)Math.Min(1000, upToSequence - afterSequence)) is not { } entries)
            {
                afterSequence = _reader.Scan(afterSequence, upToSequence, handle);
                continue;
            }

            foreach (var entry in entries)
                handle(new LogRow(entry));
            if (entries.Count == 0)
                return;
            afterSequence = entries[^1].Sequence;
        }
    }

    public IReadOnlyList<LogEntry> ReadConversation(long conversationNo, long upToSequence = long.MaxValue) => _reader.ReadConversation(conversationNo, upToSequence);

    public LogEntry? Find(long sequence) => _reader.Find(sequence);

    public IReadOnlyList<LogEntry> ReadUnbound(LogKind kind) => _reader.ReadUnbound(kind);

    public ConversationRow? FindConversation(Guid publicId) => _reader.FindConversation(publicId);

    public ConversationRow? FindConversation(long conversationNo) => _reader.FindConversation(conversationNo);

    public IReadOnlyList<ConversationRow> FindByExternalId(string playbook, string externalId) => _reader.FindByExternalId(playbook, externalId);

    public IReadOnlyList<CustomerEntry> ReadCustomer(ConversationRow except, long upToSequence, long withdrawnUpTo) =>
        _reader.ReadCustomer(except, upToSequence, withdrawnUpTo);

    public long WithdrawnUpTo(string playbook, long beforeSequence = long.MaxValue) => beforeSequence == long.MaxValue
        ? _withdrawn.UpTo(playbook)
        : _reader.ReadUnbound(LogKind.Withdrawn).Where(e => e.Sequence < beforeSequence).Select(LogPayloads.Read<WithdrawnPayload>)
            .Where(w => w.Playbook == playbook).Select(w => w.UpToNo).DefaultIfEmpty().Max();

    public IReadOnlyList<LogEntry> ReadAssignments(ConversationRow except, long upToSequence = long.MaxValue) => _reader.ReadAssignments(except, upToSequence);

    public IReadOnlyList<OpenedConversation> FindByCustomer(string playbook, ReadOnlyMemory<byte> customerHmac, int limit = 100) =>
        _reader.FindByCustomer(playbook, customerHmac, limit);

    public bool IsWithdrawn(ConversationRow conversation) => _withdrawn.Holds(conversation);

    public IReadOnlyList<ConversationRow> ListConversations(string playbook, LogSource? source, long beforeNo = long.MaxValue, int limit = 50) =>
        _reader.ListConversations(playbook, source, beforeNo, limit, _withdrawn.UpTo(playbook));

    public LogBlob? FindBlob(ReadOnlyMemory<byte> hash) => _reader.FindBlob(hash);

    public LogCheckpoint? FindCheckpoint(string policy, long upToSequence) => _reader.FindCheckpoint(policy, upToSequence);

    public async Task WaitForMoreAsync(long afterSequence, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_gate)
                more = _more.Task;
            if (LastSequence > afterSequence)
                return;
            await more.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async ValueTask<LogPosition> WithdrawAsync(LogAppend append)
    {
        var position = await _writer.AppendAsync(append);
        foreach (var entry in append.Entries.Where(e => e.Kind == LogKind.Withdrawn))
            _withdrawn.Add(JsonSerializer.Deserialize(entry.Payload.Span, LogJson.Default.WithdrawnPayload)!);
        return position;
    }

    private void Announce(long lastSequence)
    {
        TaskCompletionSource finished;
        lock (_gate)
            (finished, _more) = (_more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        finished.SetResult();
    }
}
