using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConvoStudio.Application.Backups;

/// <summary>A SQLite file as of the moment this was made, whatever is written meanwhile: the open read transaction holds the snapshot, and writers are not held up.</summary>
internal sealed class PinnedDatabase : IDisposable
{
    private const int PagesAtOnce = 2000;
    private readonly SqliteConnection _connection;

    public PinnedDatabase(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        _connection.Open();
        // The first read, not BEGIN, takes the snapshot.
        Execute(_connection, "BEGIN; SELECT count(*) FROM sqlite_schema");
    }

    /// <summary>Copies the snapshot into a new file.</summary>
    /// <param name="target">Path of the copy.</param>
    /// <param name="report">Told the share done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <exception cref="SqliteException">A page could not be read or written.</exception>
    public async Task CopyAsync(string target, Func<double, ValueTask> report, CancellationToken cancellationToken)
    {
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString());
        copy.Open();
        using var backup = raw.sqlite3_backup_init(copy.Handle, "main", _connection.Handle, "main");
        if (backup.IsInvalid)
            throw new SqliteException(raw.sqlite3_errmsg(copy.Handle).utf8_to_string(), raw.sqlite3_errcode(copy.Handle));
        int code;
        while ((code = await Task.Run(() => raw.sqlite3_backup_step(backup, PagesAtOnce), cancellationToken)) == raw.SQLITE_OK)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await report(1 - ((double)raw.sqlite3_backup_remaining(backup) / Math.Max(1, raw.sqlite3_backup_pagecount(backup))));
        }

        if (code != raw.SQLITE_DONE)
            throw new SqliteException($"Copying {target} ended with {raw.sqlite3_errstr(code).utf8_to_string()}.", code);
    }

    /// <summary>Reads a copy through once.</summary>
    /// <exception cref="InvalidDataException">Its pages do not fit together.</exception>
    public static void Check(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        if (Execute(connection, "PRAGMA quick_check(1)") is not "ok" and var problem)
            throw new InvalidDataException($"The copy {Path.GetFileName(path)} is damaged: {problem}");
        // One file, ready to be opened anywhere.
        Execute(connection, "PRAGMA journal_mode = DELETE");
    }

    public void Dispose() => _connection.Dispose();

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
