using Microsoft.Data.Sqlite;

namespace ConvoStudio.Application.Log;

/// <summary>The writer's prepared statements.</summary>
internal sealed class LogStatements(SqliteConnection connection) : IDisposable
{
    private readonly LogStatement _entry = new(connection,
        "INSERT INTO log(seq, source, kind, conversation_no, turn, occurred_at, recorded_at, idem16, body_hash16, schema_version, payload, answer) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");

    private readonly LogStatement _conversation = new(connection,
        "INSERT INTO conversation(no, public_id, external_id, playbook, customer_no, source, channel, jurisdiction, time_zone, locale, opened_seq) VALUES (?,?,?,?,?,?,?,?,?,?,?)");

    private readonly LogStatement _blob = new(connection, "INSERT OR IGNORE INTO blob(hash32, kind, schema_version, bytes) VALUES (?,?,?,?)");

    private readonly LogStatement _checkpoint = new(connection, "INSERT OR REPLACE INTO checkpoint(policy, seq, blob_hash, kernel_id) VALUES (?,?,?,?)");

    private readonly LogStatement _removeCheckpoint = new(connection, "DELETE FROM checkpoint WHERE policy = ? AND seq = ?");

    // Equal states have equal bytes, so another checkpoint may hold on to the same blob.
    private readonly LogStatement _removeOrphans = new(connection, "DELETE FROM blob WHERE kind = 'checkpoint' AND hash32 NOT IN (SELECT blob_hash FROM checkpoint)");

    public LogStatement Begin { get; } = new(connection, "BEGIN IMMEDIATE");

    public LogStatement Commit { get; } = new(connection, "COMMIT");

    public LogStatement Rollback { get; } = new(connection, "ROLLBACK");

    public LogStatement FindCustomer { get; } = new(connection, "SELECT no FROM customer WHERE key_hmac = ?");

    public LogStatement InsertCustomer { get; } = new(connection, "INSERT INTO customer(key_hmac) VALUES (?) RETURNING no");

    public void InsertEntry(long sequence, LogSource source, long? conversationNo, DateTimeOffset recordedAt, NewLogEntry entry)
    {
        _entry.Bind(1, sequence).Bind(2, (long)source).Bind(3, (long)entry.Kind).Bind(4, conversationNo).Bind(5, (long?)entry.Turn)
            .Bind(6, entry.OccurredAt.UtcTicks).Bind(7, recordedAt.UtcTicks).Bind(8, entry.IdempotencyKey).Bind(9, entry.BodyHash)
            .Bind(10, (long)entry.SchemaVersion).Bind(11, entry.Payload.Span);
        if (entry.Answer.IsEmpty)
            _entry.BindNull(12);
        else
            _entry.Bind(12, entry.Answer.Span);
        _entry.Run();
    }

    public void InsertConversation(long no, NewConversation opens, long customer, LogSource source, long openedSequence)
    {
        Span<byte> id = stackalloc byte[16];
        opens.PublicId.TryWriteBytes(id, bigEndian: true, out _);
        _conversation.Bind(1, no).Bind(2, id).Bind(3, opens.ExternalId).Bind(4, opens.Playbook).Bind(5, customer).Bind(6, (long)source)
            .Bind(7, opens.Channel).Bind(8, opens.Jurisdiction).Bind(9, opens.TimeZone).Bind(10, opens.Locale).Bind(11, openedSequence).Run();
    }

    public void InsertBlob(LogBlob blob) =>
        _blob.Bind(1, blob.Hash.Span).Bind(2, blob.Kind).Bind(3, (long)blob.SchemaVersion).Bind(4, blob.Bytes.Span).Run();

    public void InsertCheckpoint(LogCheckpoint checkpoint) =>
        _checkpoint.Bind(1, checkpoint.Policy).Bind(2, checkpoint.Sequence).Bind(3, checkpoint.BlobHash.Span).Bind(4, checkpoint.KernelId).Run();

    public void Remove(LogCompaction compaction)
    {
        foreach (var sequence in compaction.Sequences)
            _removeCheckpoint.Bind(1, compaction.Policy).Bind(2, sequence).Run();
        _removeOrphans.Run();
    }

    public void Dispose()
    {
        foreach (var statement in (LogStatement[])[_entry, _conversation, _blob, _checkpoint, _removeCheckpoint, _removeOrphans, Begin, Commit, Rollback, FindCustomer, InsertCustomer])
            statement.Dispose();
    }
}
