using System.Threading.Channels;
using ConvoStudio.Application.Studios;
using Microsoft.Data.Sqlite;

namespace ConvoStudio.Application.Log;

/// <summary>The one writer: takes appends from a bounded queue and commits as many as wait, at most <see cref="LogOptions.RowsPerCommit"/> rows at a time.
/// While one commit is on its way to the disk the next ones gather, so that no timer has to hold back a lonely append.</summary>
internal sealed class LogWriter : IAsyncDisposable
{
    private const int TailCapacity = 4096;
    private readonly SqliteConnection _connection;
    private readonly LogStatements _statements;
    private readonly LogOptions _options;
    private readonly TimeProvider _time;
    private readonly Channel<Pending> _queue;
    private readonly Task _loop;
    private readonly Action<long> _committed;
    private readonly List<LogEntry> _written = [];
    private long _lastSequence;
    private long _lastConversation;
    private volatile Failure? _failure;

    public LogWriter(SqliteConnection connection, LogOptions options, TimeProvider time, Action<long> committed)
    {
        (_connection, _options, _time, _committed) = (connection, options, time, committed);
        _statements = new LogStatements(connection);
        _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(options.QueueCapacity)
        {
            SingleReader = true,
            // All that runs on the appending thread is the writer's wake-up.
            AllowSynchronousContinuations = true,
        });
        ReadCounters();
        LastCommitted = _lastSequence;
        Tail.Begin(_lastSequence);
        // A thread of its own: it waits for the disk most of the time, and a pool of two threads must not lose one to that.
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public long LastCommitted { get; private set; }

    /// <summary>The newest committed entries.</summary>
    public LogTail Tail { get; } = new(TailCapacity);

    public int Waiting => _queue.Reader.Count;

    public string? ReadOnlyReason => _failure is { } failure && _time.GetElapsedTime(failure.At) < _options.RetryAfterFailure ? failure.Reason : null;

    public ValueTask<LogPosition> AppendAsync(LogAppend append)
    {
        if (ReadOnlyReason is { } reason)
            throw new LogBusyException(reason);
        var pending = new Pending(append);
        if (!_queue.Writer.TryWrite(pending))
            throw new LogBusyException("The log's queue is full.");
        return new ValueTask<LogPosition>(pending.Done.Task);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _statements.Dispose();
    }

    private void Run()
    {
        var batch = new List<Pending>();
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            var rows = 0;
            while (rows < _options.RowsPerCommit && _queue.Reader.TryRead(out var pending))
            {
                batch.Add(pending);
                rows += Math.Max(1, pending.Append.Entries.Count);
            }

            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<Pending> batch)
    {
        var started = _time.GetTimestamp();
        _written.Clear();
        try
        {
            _statements.Begin.Run();
            foreach (var pending in batch)
                pending.Position = Write(pending.Append);
            _options.BeforeCommit?.Invoke();
            _statements.Commit.Run();
        }
        catch (Exception exception)
        {
            // Whatever it was: nobody in the batch was answered, and the writer must live on for the next one.
            Fail(batch, exception);
            return;
        }

        _failure = null;
        Tail.Add(_written);
        LastCommitted = _lastSequence;
        StudioTelemetry.CommitRows.Record(_written.Count);
        StudioTelemetry.CommitDuration.Record(_time.GetElapsedTime(started).TotalMilliseconds);
        foreach (var pending in batch)
            pending.Done.SetResult(pending.Position);
        _committed(_lastSequence);
    }

    private void Fail(List<Pending> batch, Exception exception)
    {
        try
        {
            if (!_connection.Handle!.IsInvalid && SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                _statements.Rollback.Run();
            ReadCounters();
            Tail.Begin(_lastSequence);
            LastCommitted = _lastSequence;
        }
        catch (SqliteException rollback)
        {
            exception = new AggregateException(exception, rollback);
        }

        StudioTelemetry.CommitFailures.Add(1);
        _failure = new Failure(_time.GetTimestamp(), $"The log cannot be written: {exception.Message}");
        foreach (var pending in batch)
            pending.Done.SetException(new LogWriteException("The commit failed; nothing of it was stored.", exception));
    }

    private LogPosition Write(LogAppend append)
    {
        var recordedAt = _time.GetUtcNow();
        var conversationNo = append.ConversationNo;
        if (append.Opens is { } opens)
            conversationNo = Open(opens, append.Source);
        var first = append.Entries.Count > 0 ? _lastSequence + 1 : 0;
        foreach (var entry in append.Entries)
        {
            _statements.InsertEntry(++_lastSequence, append.Source, conversationNo, recordedAt, entry);
            _written.Add(new LogEntry(
                _lastSequence, append.Source, entry.Kind, conversationNo, entry.Turn, entry.OccurredAt.ToUniversalTime(), recordedAt,
                entry.IdempotencyKey, entry.BodyHash, entry.SchemaVersion, entry.Payload, entry.Answer));
        }

        foreach (var blob in append.Blobs ?? [])
            _statements.InsertBlob(blob);
        if (append.Checkpoint is { } checkpoint)
            _statements.InsertCheckpoint(checkpoint);
        if (append.Compaction is { } compaction)
            _statements.Remove(compaction);
        return new LogPosition(first, conversationNo, recordedAt);
    }

    private long Open(NewConversation opens, LogSource source)
    {
        var customer = _statements.FindCustomer.Bind(1, opens.CustomerHmac.Span).Run()
            ?? _statements.InsertCustomer.Bind(1, opens.CustomerHmac.Span).Run()
            ?? throw new InvalidOperationException("A customer row was not returned.");
        _statements.InsertConversation(++_lastConversation, opens, customer, source, _lastSequence + 1);
        return _lastConversation;
    }

    private void ReadCounters()
    {
        _lastSequence = (long)(LogSchema.Scalar(_connection, "SELECT coalesce(max(seq), 0) FROM log") ?? 0L);
        _lastConversation = (long)(LogSchema.Scalar(_connection, "SELECT coalesce(max(no), 0) FROM conversation") ?? 0L);
    }

    private sealed class Pending(LogAppend append)
    {
        public LogAppend Append { get; } = append;

        // Continuations must not run on the writer's thread: they would hold up every other answer.
        public TaskCompletionSource<LogPosition> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LogPosition Position { get; set; }
    }

    private sealed record Failure(long At, string Reason);
}
