using System.Security.Cryptography;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Simulation;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Imports;

/// <summary>Lines read since the last store.</summary>
internal sealed class ImportChunk
{
    public List<(long Line, byte[] Json, SampleConversation Conversation)> Good { get; } = [];

    public List<(long Line, LineProblem Problem)> Bad { get; } = [];

    public long Bytes { get; private set; }

    /// <summary>Turns of the good lines.</summary>
    public long Turns { get; private set; }

    public long LastLine { get; set; }

    public void Add(long line, ReadOnlyMemory<byte> json, SampleConversation conversation)
    {
        Good.Add((line, json.ToArray(), conversation));
        Bytes += json.Length;
        Turns += conversation.Turns.Count;
    }

    public void Clear()
    {
        Good.Clear();
        Bad.Clear();
        (Bytes, Turns) = (0, 0);
    }
}

/// <summary>Stores chunks of an import: a prepared statement past EF, many times faster, and how far it got in the same transaction.</summary>
internal sealed class ImportStore(IDbContextFactory<StudioDbContext> contexts, int maximumBadLines)
{
    private const int DiscardStep = 2000;

    /// <returns>Those of the good lines that were staged: the others are there already.</returns>
    public async Task<IReadOnlyList<(byte[] Json, SampleConversation Conversation)>> StoreAsync(Guid import, ImportChunk chunk, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        await using var transaction = connection.BeginTransaction(deferred: false);
        var id = Text(import);
        List<(byte[] Json, SampleConversation Conversation)> stored = [];
        var (staged, seen, turns, converted, seenIn) = Stage(connection, transaction, id, chunk, stored);
        ListBad(connection, transaction, id, chunk);
        using var count = connection.CreateCommand();
        count.Transaction = transaction;
        count.CommandText = """
            UPDATE Imports SET LastLine = $last, Staged = Staged + $staged, SeenBefore = SeenBefore + $seen, BadLines = BadLines + $bad,
                Turns = Turns + $turns, Converted = Converted + $converted, SeenBeforeIn = coalesce(SeenBeforeIn, $seenIn) WHERE Id = $id
            """;
        Set(count, "$last", chunk.LastLine);
        Set(count, "$staged", staged);
        Set(count, "$seen", seen);
        Set(count, "$bad", chunk.Bad.Count);
        Set(count, "$turns", turns);
        Set(count, "$converted", converted);
        Set(count, "$seenIn", seenIn);
        Set(count, "$id", id);
        await count.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return stored;
    }

    /// <summary>Takes out what an import staged, in short transactions.</summary>
    public async Task DiscardAsync(Guid import, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var ids = await db.StagedConversations.Where(c => c.ImportId == import).OrderBy(c => c.Id).Select(c => c.Id).Take(DiscardStep).ToListAsync(cancellationToken);
            if (ids.Count == 0)
                return;
            var (first, last) = (ids[0], ids[^1]);
            await db.StagedConversations.Where(c => c.ImportId == import && c.Id >= first && c.Id <= last).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private static (long Staged, long Seen, long Turns, long Converted, string? SeenIn) Stage(
        SqliteConnection connection, SqliteTransaction transaction, string import, ImportChunk chunk, List<(byte[], SampleConversation)> stored)
    {
        using var find = connection.CreateCommand();
        find.Transaction = transaction;
        find.CommandText = "SELECT ImportId, ContentHash, Line FROM StagedConversations WHERE ExternalId = $external";
        var findExternal = find.Parameters.Add("$external", SqliteType.Text);
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = """
            INSERT INTO StagedConversations (ImportId, Line, ExternalId, ContentHash, Json, Converted, Value, TurnCount)
            VALUES ($import, $line, $external, $hash, $json, $converted, $value, $turns)
            """;
        Set(insert, "$import", import);
        var line = insert.Parameters.Add("$line", SqliteType.Integer);
        var external = insert.Parameters.Add("$external", SqliteType.Text);
        var hashParameter = insert.Parameters.Add("$hash", SqliteType.Blob);
        var json = insert.Parameters.Add("$json", SqliteType.Blob);
        var convertedParameter = insert.Parameters.Add("$converted", SqliteType.Integer);
        var value = insert.Parameters.Add("$value", SqliteType.Real);
        var turnsParameter = insert.Parameters.Add("$turns", SqliteType.Integer);
        var (staged, seen, turns, converted, seenIn) = (0L, 0L, 0L, 0L, (string?)null);
        foreach (var (number, bytes, conversation) in chunk.Good)
        {
            var hash = SHA256.HashData(bytes);
            findExternal.Value = conversation.ExternalId;
            var known = Known(find, import, hash);
            if (known.Same is { } where)
            {
                seen++;
                seenIn ??= where == import ? null : where;
                continue;
            }

            if (known.LineHere is { } other)
            {
                chunk.Bad.Add((number, new LineProblem(
                    "$.conversation_id", $"Line {other} has the same conversation_id with other content.", "Give every conversation an id of its own; in a CSV file the rows of a conversation stand together.")));
                continue;
            }

            (line.Value, external.Value, hashParameter.Value, json.Value) = (number, conversation.ExternalId, hash, bytes);
            (convertedParameter.Value, value.Value, turnsParameter.Value) = (conversation.Converted ? 1 : 0, (object?)conversation.Value ?? DBNull.Value, conversation.Turns.Count);
            insert.ExecuteNonQuery();
            stored.Add((bytes, conversation));
            staged++;
            turns += conversation.Turns.Count;
            converted += conversation.Converted ? 1 : 0;
        }

        return (staged, seen, turns, converted, seenIn);
    }

    private static (string? Same, long? LineHere) Known(SqliteCommand find, string import, byte[] hash)
    {
        long? here = null;
        using var reader = find.ExecuteReader();
        while (reader.Read())
        {
            var where = reader.GetString(0);
            if (reader.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(hash))
                return (where, null);
            if (where == import)
                here = reader.GetInt64(2);
        }

        return (null, here);
    }

    private void ListBad(SqliteConnection connection, SqliteTransaction transaction, string import, ImportChunk chunk)
    {
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = """
            INSERT INTO ImportBadLines (ImportId, Line, Path, Reason, Advice)
            SELECT $import, $line, $path, $reason, $advice WHERE (SELECT count(*) FROM ImportBadLines WHERE ImportId = $import) < $most
            """;
        foreach (var (line, problem) in chunk.Bad)
        {
            insert.Parameters.Clear();
            Set(insert, "$import", import);
            Set(insert, "$line", line);
            Set(insert, "$path", problem.Path);
            Set(insert, "$reason", problem.Reason);
            Set(insert, "$advice", problem.Advice);
            Set(insert, "$most", maximumBadLines);
            insert.ExecuteNonQuery();
        }
    }

    // EF keeps a Guid as upper-case text; anything else it would not find again.
    private static string Text(Guid id) => id.ToString().ToUpperInvariant();

    private static void Set(SqliteCommand command, string name, object? value) => command.Parameters.AddWithValue(name, value ?? DBNull.Value);
}
