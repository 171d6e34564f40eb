using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConvoStudio.Application.Log;

/// <summary>A prepared statement bound without boxing; the writer's rows go through it. Not thread-safe.</summary>
internal sealed class LogStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public LogStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public LogStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    public LogStatement Bind(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    public LogStatement Bind(int index, string? value)
    {
        if (value is null)
            return BindNull(index);
        Check(raw.sqlite3_bind_text(_statement, index, value));
        return this;
    }

    /// <summary>Binds bytes; an empty span is an empty blob, not null.</summary>
    public LogStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    public LogStatement Bind(int index, UInt128? value)
    {
        if (value is not { } number)
            return BindNull(index);
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return Bind(index, bytes);
    }

    public LogStatement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(_statement, index));
        return this;
    }

    /// <summary>Runs to the end and makes the statement ready for the next row.</summary>
    /// <returns>The first column of the first row, or null when there is no row.</returns>
    public long? Run()
    {
        var code = raw.sqlite3_step(_statement);
        long? value = code == raw.SQLITE_ROW ? raw.sqlite3_column_int64(_statement, 0) : null;
        var reset = raw.sqlite3_reset(_statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            Check(reset == raw.SQLITE_OK ? code : reset);
        return value;
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new SqliteException($"SQLite error {code}: {raw.sqlite3_errmsg(_database).utf8_to_string()}", code, raw.sqlite3_extended_errcode(_database));
    }
}
