using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace ConvoStudio.Application.Log;

/// <summary>Reads of log.db on pooled connections; readers never block the writer.</summary>
internal sealed class LogReader(string connectionString)
{
    private const string EntryColumns = "seq, source, kind, conversation_no, turn, occurred_at, recorded_at, idem16, body_hash16, schema_version, payload, answer";
    private const string ConversationColumns = "no, public_id, external_id, playbook, customer_no, source, channel, jurisdiction, time_zone, locale, opened_seq";

    public List<LogEntry> Read(long afterSequence, int limit) => Query(
        $"SELECT {EntryColumns} FROM log WHERE seq > $a ORDER BY seq LIMIT $b", ReadEntry, ("$a", afterSequence), ("$b", limit));

    /// <summary>One stretch of a scan; returns up to where it read.</summary>
    public long Scan(long afterSequence, long upToSequence, LogRowHandler handle) => LogScan.Read(connectionString, afterSequence, upToSequence, handle);

    public List<LogEntry> ReadConversation(long conversationNo, long upToSequence) => Query(
        $"SELECT {EntryColumns} FROM log WHERE conversation_no = $a AND seq <= $b ORDER BY seq", ReadEntry, ("$a", conversationNo), ("$b", upToSequence));

    public List<LogEntry> ReadUnbound(LogKind kind) => Query(
        $"SELECT {EntryColumns} FROM log WHERE conversation_no IS NULL AND kind = $a ORDER BY seq", ReadEntry, ("$a", (long)kind));

    public LogEntry? Find(long sequence) => Query($"SELECT {EntryColumns} FROM log WHERE seq = $a", ReadEntry, ("$a", sequence)).FirstOrDefault();

    public ConversationRow? FindConversation(Guid publicId) => Query(
        $"SELECT {ConversationColumns} FROM conversation WHERE public_id = $a", ReadConversationRow, ("$a", publicId.ToByteArray(bigEndian: true))).FirstOrDefault();

    public ConversationRow? FindConversation(long no) => Query(
        $"SELECT {ConversationColumns} FROM conversation WHERE no = $a", ReadConversationRow, ("$a", no)).FirstOrDefault();

    public List<ConversationRow> FindByExternalId(string playbook, string externalId) => Query(
        $"SELECT {ConversationColumns} FROM conversation WHERE external_id = $a AND +playbook = $b ORDER BY no", ReadConversationRow, ("$a", externalId), ("$b", playbook));

    public List<OpenedConversation> FindByCustomer(string playbook, ReadOnlyMemory<byte> hmac, int limit) => Query(
        $"""
        SELECT {ConversationColumns}, (SELECT occurred_at FROM log WHERE seq = opened_seq) FROM conversation
        WHERE customer_no = (SELECT no FROM customer WHERE key_hmac = $a) AND +playbook = $b ORDER BY no DESC LIMIT $c
        """,
        row => new OpenedConversation(ReadConversationRow(row), Time(row.GetInt64(11))), ("$a", hmac.ToArray()), ("$b", playbook), ("$c", limit));

    /// <param name="withdrawnUpTo">Imported conversations up to this number are left out.</param>
    public List<CustomerEntry> ReadCustomer(ConversationRow except, long upToSequence, long withdrawnUpTo) => Query(
        $"""
        SELECT l.seq, l.source, kind, conversation_no, turn, occurred_at, recorded_at, idem16, body_hash16, schema_version, payload, NULL, channel FROM conversation c CROSS JOIN log l ON l.conversation_no = c.no
        WHERE c.customer_no = $a AND +c.playbook = $b AND c.no <> $c AND (c.no > $d OR c.source <> 2) AND l.seq <= $e AND l.kind IN (0, 1, 2, 16)
        ORDER BY c.no, l.seq
        """,
        row => new CustomerEntry(ReadEntry(row), row.GetString(12)),
        ("$a", except.CustomerNo), ("$b", except.Playbook), ("$c", except.No), ("$d", withdrawnUpTo), ("$e", upToSequence));

    public List<LogEntry> ReadAssignments(ConversationRow except, long upToSequence) => Query(
        $"""
        SELECT l.seq, l.source, kind, conversation_no, turn, occurred_at, recorded_at, idem16, body_hash16, schema_version, payload, NULL FROM conversation c CROSS JOIN log l ON l.conversation_no = c.no
        WHERE c.customer_no = $a AND +c.playbook = $b AND c.no <> $c AND l.seq <= $d AND l.kind = $e ORDER BY l.seq
        """,
        ReadEntry, ("$a", except.CustomerNo), ("$b", except.Playbook), ("$c", except.No), ("$d", upToSequence), ("$e", (long)LogKind.Assignment));

    /// <param name="withdrawnUpTo">Imported conversations up to this number are left out.</param>
    public List<ConversationRow> ListConversations(string playbook, LogSource? source, long beforeNo, int limit, long withdrawnUpTo) => Query(
        $"""
        SELECT {ConversationColumns} FROM conversation
        WHERE playbook = $a AND no < $b AND no > $f AND ($c < 0 OR source = $c) AND (no > $e OR source <> 2) ORDER BY no DESC LIMIT $d
        """,
        ReadConversationRow, ("$a", playbook), ("$b", beforeNo), ("$c", source is { } s ? (long)s : -1L), ("$d", limit), ("$e", withdrawnUpTo),
        ("$f", source == LogSource.Imported ? withdrawnUpTo : 0L));

    public LogBlob? FindBlob(ReadOnlyMemory<byte> hash) => Query(
        "SELECT hash32, kind, schema_version, bytes FROM blob WHERE hash32 = $a",
        row => new LogBlob((byte[])row[0], row.GetString(1), row.GetInt32(2), (byte[])row[3]), ("$a", hash.ToArray())).FirstOrDefault();

    public LogCheckpoint? FindCheckpoint(string policy, long upToSequence) => Query(
        "SELECT policy, seq, blob_hash, kernel_id FROM checkpoint WHERE policy = $a AND seq <= $b ORDER BY seq DESC LIMIT 1",
        row => new LogCheckpoint(row.GetString(0), row.GetInt64(1), (byte[])row[2], row.GetString(3)), ("$a", policy), ("$b", upToSequence)).FirstOrDefault();

    public byte[] ReadSecret() => Query("SELECT value FROM meta WHERE name = 'secret'", row => (byte[])row[0]).Single();

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    private static LogEntry ReadEntry(SqliteDataReader row) => new(
        row.GetInt64(0), (LogSource)row.GetInt32(1), (LogKind)row.GetInt32(2), row.IsDBNull(3) ? null : row.GetInt64(3), row.IsDBNull(4) ? null : row.GetInt32(4),
        Time(row.GetInt64(5)), Time(row.GetInt64(6)), Number(row, 7), Number(row, 8), row.GetInt32(9), (byte[])row[10], row.IsDBNull(11) ? default : (byte[])row[11]);

    private static ConversationRow ReadConversationRow(SqliteDataReader row) => new(
        row.GetInt64(0), new Guid((byte[])row[1], bigEndian: true), Text(row, 2), row.GetString(3), row.GetInt64(4), (LogSource)row.GetInt32(5),
        row.GetString(6), Text(row, 7), Text(row, 8), Text(row, 9), row.GetInt64(10));

    private static DateTimeOffset Time(long utcTicks) => new(utcTicks, TimeSpan.Zero);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static UInt128? Number(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : BinaryPrimitives.ReadUInt128BigEndian((byte[])row[column]);
}
