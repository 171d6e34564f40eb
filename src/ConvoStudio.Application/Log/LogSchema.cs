using Microsoft.Data.Sqlite;

namespace ConvoStudio.Application.Log;

/// <summary>Tables of log.db and their version. A newer file is refused, an older one is brought forward step by step.</summary>
internal static class LogSchema
{
    public const int Version = 1;

    private const string Version1 = """
        CREATE TABLE log(
            seq INTEGER PRIMARY KEY, source INTEGER NOT NULL, kind INTEGER NOT NULL, conversation_no INTEGER, turn INTEGER,
            occurred_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, idem16 BLOB, body_hash16 BLOB,
            schema_version INTEGER NOT NULL, payload BLOB NOT NULL, answer BLOB);
        CREATE INDEX log_conversation ON log(conversation_no, seq) WHERE conversation_no IS NOT NULL;
        CREATE INDEX log_unbound ON log(kind, seq) WHERE conversation_no IS NULL;
        CREATE TABLE conversation(
            no INTEGER PRIMARY KEY, public_id BLOB NOT NULL UNIQUE, external_id TEXT, playbook TEXT NOT NULL, customer_no INTEGER NOT NULL,
            source INTEGER NOT NULL, channel TEXT NOT NULL, jurisdiction TEXT, time_zone TEXT, locale TEXT, opened_seq INTEGER NOT NULL);
        CREATE INDEX conversation_playbook ON conversation(playbook, no);
        CREATE TABLE customer(no INTEGER PRIMARY KEY, key_hmac BLOB NOT NULL UNIQUE);
        CREATE TABLE blob(hash32 BLOB PRIMARY KEY, kind TEXT NOT NULL, schema_version INTEGER NOT NULL, bytes BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE checkpoint(policy TEXT NOT NULL, seq INTEGER NOT NULL, blob_hash BLOB NOT NULL, kernel_id TEXT NOT NULL, PRIMARY KEY(policy, seq)) WITHOUT ROWID;
        CREATE TABLE consumer(name TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        """;

    // Look-ups that came later: an index changes no row, so the version stays and older studios open the file too.
    private const string Indices = """
        CREATE INDEX IF NOT EXISTS conversation_external ON conversation(external_id) WHERE external_id IS NOT NULL;
        CREATE INDEX IF NOT EXISTS conversation_customer ON conversation(customer_no, no);
        """;

    /// <summary>Creates or upgrades the tables on the writer's connection.</summary>
    /// <exception cref="InvalidOperationException">The file was written by a newer studio.</exception>
    public static void Prepare(SqliteConnection connection, ReadOnlySpan<byte> secret)
    {
        var found = Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), System.Globalization.CultureInfo.InvariantCulture);
        if (found > Version)
            throw new InvalidOperationException($"log.db has schema version {found}; this studio reads up to {Version}. Start the newer studio, or restore the backup made before the upgrade.");
        using var transaction = connection.BeginTransaction(deferred: false);
        if (found < Version)
            Create(connection, transaction, secret);
        Execute(connection, transaction, Indices);
        transaction.Commit();
    }

    private static void Create(SqliteConnection connection, SqliteTransaction transaction, ReadOnlySpan<byte> secret)
    {
        Execute(connection, transaction, Version1);
        using (var insert = connection.CreateCommand())
        {
            insert.Transaction = transaction;
            insert.CommandText = "INSERT INTO meta(name, value) VALUES ('secret', $secret)";
            insert.Parameters.AddWithValue("$secret", secret.ToArray());
            insert.ExecuteNonQuery();
        }

        Execute(connection, transaction, $"PRAGMA user_version = {Version}");
    }

    public static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
