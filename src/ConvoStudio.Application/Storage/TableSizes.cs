using ConvoStudio.Application.Persistence;
using Microsoft.Data.Sqlite;

namespace ConvoStudio.Application.Storage;

/// <summary>Rows and bytes of every table of a SQLite file, whatever tables it has.</summary>
internal static class TableSizes
{
    public static IReadOnlyList<StoredRows> Of(string path, CancellationToken cancellationToken)
    {
        using var connection = new SqliteConnection(StudioDatabase.ConnectionString(path));
        connection.Open();
        List<StoredRows> tables = [];
        foreach (var table in Names(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var columns = Names(connection, $"SELECT name FROM pragma_table_info({Quoted(table, '\'')})");
            // Text counts its characters: within a few percent of its bytes, and without a copy of each value.
            var bytes = string.Join(" + ", columns.Select(column => $"coalesce(length({Quoted(column, '"')}), 0)"));
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT count(*), coalesce(sum({bytes}), 0) FROM {Quoted(table, '"')}";
            using var reader = command.ExecuteReader();
            if (reader.Read() && reader.GetInt64(0) > 0)
                tables.Add(new StoredRows(table, reader.GetInt64(0), reader.GetInt64(1)));
        }

        return [.. tables.OrderByDescending(table => table.Bytes)];
    }

    private static List<string> Names(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string> names = [];
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    private static string Quoted(string name, char sign) => $"{sign}{name.Replace($"{sign}", $"{sign}{sign}", StringComparison.Ordinal)}{sign}";
}
