using Microsoft.Data.Sqlite;

namespace ConvoStudio.Application.ConversationLists;

/// <summary>Tables of an index. They hold nothing that the log does not: another version, or another log, and they are made anew.</summary>
internal static class ConversationIndexSchema
{
    private const long Version = 2;

    private const string Tables = """
        CREATE TABLE facts(
            no INTEGER PRIMARY KEY, public_id BLOB NOT NULL, external_id TEXT COLLATE NOCASE, playbook TEXT NOT NULL, source INTEGER NOT NULL, channel TEXT NOT NULL,
            opened_at INTEGER NOT NULL, last_at INTEGER NOT NULL, turns INTEGER NOT NULL, decisions INTEGER NOT NULL, blocked INTEGER NOT NULL, deviations INTEGER NOT NULL,
            experiment TEXT, arm TEXT, ended INTEGER, settled INTEGER NOT NULL, converted REAL, value REAL, outcome INTEGER NOT NULL);
        -- Wide, so that any filter is judged in the order of the list without looking at the lines themselves.
        CREATE INDEX facts_list ON facts(playbook, no, source, outcome, opened_at, channel, settled, blocked, deviations, external_id);
        CREATE INDEX facts_public ON facts(public_id);
        CREATE INDEX facts_blocked ON facts(playbook, no) WHERE blocked > 0;
        CREATE INDEX facts_deviated ON facts(playbook, no) WHERE deviations > 0;
        -- Counted: it got its arm here, and boards count it.
        CREATE TABLE arm(experiment TEXT NOT NULL, arm TEXT NOT NULL, no INTEGER NOT NULL, counted INTEGER NOT NULL, PRIMARY KEY(experiment, arm, no)) WITHOUT ROWID;
        CREATE TABLE action_use(playbook TEXT NOT NULL, action INTEGER NOT NULL, no INTEGER NOT NULL, PRIMARY KEY(playbook, action, no)) WITHOUT ROWID;
        CREATE TABLE channel(playbook TEXT NOT NULL, channel TEXT NOT NULL, PRIMARY KEY(playbook, channel)) WITHOUT ROWID;
        CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
        """;

    /// <summary>Opens the file ready to be written, anew when it does not belong to the log.</summary>
    /// <param name="log">What tells this log from others.</param>
    /// <param name="lastSequence">The log's end: an index that is ahead of it was made from another log.</param>
    /// <returns>The connection, and the sequence folded so far.</returns>
    public static (SqliteConnection Connection, long Sequence) Open(string path, string log, long lastSequence)
    {
        try
        {
            if (TryOpen(path) is var (connection, found, sequence))
            {
                if (found == log && sequence <= lastSequence)
                    return (connection, sequence);
                connection.Dispose();
            }
        }
        catch (SqliteException)
        {
            // A damaged index is no loss.
        }

        foreach (var suffix in (string[])["", "-wal", "-shm"])
            File.Delete(path + suffix);
        return (Create(path, log), 0);
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static (SqliteConnection, string?, long)? TryOpen(string path)
    {
        if (!File.Exists(path))
            return null;
        var connection = Connect(path);
        try
        {
            if (Scalar(connection, "PRAGMA user_version") is not Version)
                return (connection, null, 0);
            return (connection, Scalar(connection, "SELECT value FROM meta WHERE name = 'log'") as string, Scalar(connection, "SELECT value FROM meta WHERE name = 'seq'") as long? ?? 0);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Create(string path, string log)
    {
        var connection = Connect(path);
        Execute(connection, Tables);
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO meta(name, value) VALUES ('log', $log), ('seq', 0)";
        command.Parameters.AddWithValue("$log", log);
        command.ExecuteNonQuery();
        Execute(connection, $"PRAGMA user_version = {Version}");
        return connection;
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        // Losing the last moments costs folding them again.
        Execute(connection, "PRAGMA synchronous = NORMAL");
        return connection;
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
