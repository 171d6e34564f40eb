using Microsoft.Data.Sqlite;

namespace ConvoStudio.Application.Log;

/// <summary>Rows of one kind and source, with the bytes of their payloads and answers.</summary>
public sealed record LogKindSize(LogKind Kind, LogSource Source, long Rows, long Bytes);

/// <summary>A checkpoint and the size of its bytes.</summary>
public sealed record CheckpointSize(string Policy, long Sequence, long Bytes);

/// <summary>A file of SQLite: pages in use and pages that wait to be used again, in bytes.</summary>
public sealed record DatabaseSize(long UsedBytes, long FreeBytes);

/// <summary>Looks at log.db for the system page and for retention, on a connection of its own that only reads.</summary>
/// <param name="path">The file.</param>
public sealed class LogInspection(string path)
{
    private readonly string _connection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly }.ToString();

    /// <summary>Sizes of the entries with <paramref name="after"/> &lt; sequence ≤ <paramref name="upTo"/>.</summary>
    public IReadOnlyList<LogKindSize> Entries(long after, long upTo) => Query(
        "SELECT kind, source, count(*), sum(length(payload) + coalesce(length(answer), 0)) FROM log WHERE seq > $a AND seq <= $b GROUP BY kind, source",
        row => new LogKindSize((LogKind)row.GetInt32(0), (LogSource)row.GetInt32(1), row.GetInt64(2), row.GetInt64(3)), after, upTo);

    /// <summary>Count and bytes of the blobs, by what they are.</summary>
    public IReadOnlyList<(string Kind, long Rows, long Bytes)> Blobs() => Query(
        "SELECT kind, count(*), sum(length(bytes)) FROM blob GROUP BY kind ORDER BY kind", row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2)));

    /// <summary>Every checkpoint, by policy and age.</summary>
    public IReadOnlyList<CheckpointSize> Checkpoints() => Query(
        "SELECT policy, seq, coalesce(length(bytes), 0) FROM checkpoint LEFT JOIN blob ON hash32 = blob_hash ORDER BY policy, seq",
        row => new CheckpointSize(row.GetString(0), row.GetInt64(1), row.GetInt64(2)));

    /// <summary>Sequences of the entries that say that something was erased; after each a policy begins anew.</summary>
    public IReadOnlyList<long> Erasures() => Query("SELECT seq FROM log WHERE kind = $a ORDER BY seq", row => row.GetInt64(0), (long)LogKind.Erased);

    /// <summary>Conversations in the order they were opened: number above <paramref name="afterNo"/>, opened at or before an entry.</summary>
    public IReadOnlyList<(long No, Guid PublicId)> Opened(long afterNo, long upToSequence, int limit) => Query(
        "SELECT no, public_id FROM conversation WHERE no > $a AND opened_seq <= $b ORDER BY no LIMIT $c",
        row => (row.GetInt64(0), new Guid((byte[])row[1], bigEndian: true)), afterNo, upToSequence, limit);

    /// <summary>Conversations whose public id lies between two, both included; the index of ids answers.</summary>
    public IReadOnlyList<(Guid PublicId, string? ExternalId)> FindConversations(Guid from, Guid to, int limit) => Query(
        "SELECT public_id, external_id FROM conversation WHERE public_id >= $a AND public_id <= $b ORDER BY public_id LIMIT $c",
        row => (new Guid((byte[])row[0], bigEndian: true), row.IsDBNull(1) ? null : row.GetString(1)), from.ToByteArray(bigEndian: true), to.ToByteArray(bigEndian: true), limit);

    public DatabaseSize Size() => Query(
        "SELECT page_count * page_size, freelist_count * page_size FROM pragma_page_count, pragma_page_size, pragma_freelist_count",
        row => new DatabaseSize(row.GetInt64(0) - row.GetInt64(1), row.GetInt64(1)))[0];

    public (string Sqlite, long Schema) Versions() =>
        Query("SELECT sqlite_version(), user_version FROM pragma_user_version", row => (row.GetString(0), row.GetInt64(1)))[0];

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object> values)
    {
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue("$" + (char)('a' + i), values[i]);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }
}
