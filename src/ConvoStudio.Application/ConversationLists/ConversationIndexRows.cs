using ConvoStudio.Application.Log;
using Microsoft.Data.Sqlite;

namespace ConvoStudio.Application.ConversationLists;

/// <summary>Reads of an index, each on a pooled connection.</summary>
internal sealed class ConversationIndexRows(string connectionString)
{
    public const string Columns =
        "no, public_id, external_id, source, channel, opened_at, last_at, turns, decisions, blocked, deviations, experiment, arm, ended, settled, converted, value";

    /// <summary>Lines that match with numbers below (newest first) or above (oldest first) one.</summary>
    public List<ListedConversation> List(ConversationFilter filter, long? below, long? above, int limit)
    {
        var ids = Query(filter, (below, above), (from, place) => $"SELECT {place} {from} ORDER BY {place}{(above is null ? " DESC" : "")} LIMIT {limit}", row => row.GetInt64(0));
        if (ids.Count == 0)
            return [];
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM facts WHERE no IN ({string.Join(',', ids)}) ORDER BY no{(above is null ? " DESC" : "")}";
        return ReadAll(command, Read);
    }

    public long Count(ConversationFilter filter, int limit) =>
        Query(filter, (null, null), (from, _) => $"SELECT COUNT(*) FROM (SELECT 1 {from} LIMIT {limit})", row => row.GetInt64(0))[0];

    public List<string> Channels(string playbook)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT channel FROM channel WHERE playbook = $playbook ORDER BY channel";
        command.Parameters.AddWithValue("$playbook", playbook);
        return ReadAll(command, row => row.GetString(0));
    }

    public static ListedConversation Read(SqliteDataReader row) => new(
        row.GetInt64(0), new Guid((byte[])row[1], bigEndian: true), row.IsDBNull(2) ? null : row.GetString(2), (LogSource)row.GetInt32(3), row.GetString(4),
        new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero), new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero), row.GetInt32(7), row.GetInt32(8), row.GetInt32(9), row.GetInt32(10),
        row.IsDBNull(11) ? null : row.GetString(11), row.IsDBNull(12) ? null : row.GetString(12), row.IsDBNull(13) ? null : (LogKind)row.GetInt32(13), row.GetInt32(14) != 0,
        row.IsDBNull(15) ? null : row.GetDouble(15), row.IsDBNull(16) ? null : row.GetDouble(16));

    // The narrow tables lead where they can: they hold the members of an arm, or the uses of an action, in the order of the list.
    private List<T> Query<T>(ConversationFilter filter, (long? Below, long? Above) range, Func<string, string, string> sql, Func<SqliteDataReader, T> read)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        List<string> conditions = [];
        void Where(string condition, params ReadOnlySpan<(string Name, object Value)> values)
        {
            conditions.Add(condition);
            foreach (var (name, value) in values)
                command.Parameters.AddWithValue(name, value);
        }

        var (from, place) = Lead(filter, Where);
        Where("f.playbook = $playbook", ("$playbook", filter.Playbook));
        if (range.Below is { } below) Where($"{place} < $below", ("$below", below));
        if (range.Above is { } above) Where($"{place} > $above", ("$above", above));
        if (filter.Source is { } source) Where("f.source = $source", ("$source", (int)source));
        if (filter.Channel is { } channel) Where("f.channel = $channel", ("$channel", channel));
        if (filter.Outcome is { } outcome) Where("f.outcome = $outcome", ("$outcome", (int)outcome));
        if (filter.Settled || filter.Counted is CountedAs.Finished or CountedAs.Converted) Where("f.settled = 1");
        if (filter.Counted is CountedAs.Pending) Where("f.settled = 0");
        if (filter.Counted is CountedAs.Converted) Where("f.outcome = 0");
        if (filter.Only is { } only) Where("f.no IN (SELECT value FROM json_each($only))", ("$only", $"[{string.Join(',', only)}]"));
        if (filter.Deviated) Where("f.deviations > 0");
        if (filter.Blocked) Where("f.blocked > 0");
        if (filter.From is { } begin) Where("f.opened_at >= $from", ("$from", begin.UtcTicks));
        if (filter.To is { } end) Where("f.opened_at < $to", ("$to", end.UtcTicks));
        if (!string.IsNullOrWhiteSpace(filter.Text)) WhereText(filter.Text.Trim(), Where);
        command.CommandText = sql($"FROM {from} WHERE {string.Join(" AND ", conditions)}", place);
        return ReadAll(command, read);
    }

    private static (string From, string Place) Lead(ConversationFilter filter, AddCondition where)
    {
        const string Uses = "SELECT 1 FROM action_use u WHERE u.playbook = f.playbook AND u.action = $action AND u.no = f.no";
        if (filter is { Experiment: { } experiment, Arm: { } arm })
        {
            where("a.experiment = $experiment AND a.arm = $arm", ("$experiment", experiment), ("$arm", arm));
            if (filter.Counted is not null)
                where("a.counted = 1");
            if (filter.Action is { } both)
                where($"EXISTS({Uses})", ("$action", both));
            return ("arm a CROSS JOIN facts f ON f.no = a.no", "a.no");
        }

        if (filter.Experiment is { } any)
            where($"f.no IN (SELECT no FROM arm WHERE experiment = $experiment{(filter.Counted is null ? "" : " AND counted = 1")})", ("$experiment", any));
        // The planner does not know how few there are.
        if (filter.Action is not { } action)
            return (filter.Blocked ? "facts f INDEXED BY facts_blocked" : filter.Deviated ? "facts f INDEXED BY facts_deviated" : "facts f", "f.no");
        where("u.playbook = $playbook AND u.action = $action", ("$action", action));
        return ("action_use u CROSS JOIN facts f ON f.no = u.no", "u.no");
    }

    private delegate void AddCondition(string condition, params ReadOnlySpan<(string Name, object Value)> values);

    private static void WhereText(string text, AddCondition where)
    {
        if (Guid.TryParse(text, out var id))
        {
            where("f.public_id = $id", ("$id", id.ToByteArray(bigEndian: true)));
            return;
        }

        var like = "%" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
        var hex = text.Replace("-", "", StringComparison.Ordinal);
        if (hex.Length is >= 4 and <= 31 && hex.All(char.IsAsciiHexDigit))
        {
            // The short id of lists is the beginning of the whole one.
            where(
                "(f.external_id LIKE $text ESCAPE '\\' OR f.no IN (SELECT no FROM facts WHERE public_id >= $least AND public_id <= $most))",
                ("$text", like), ("$least", Convert.FromHexString(hex.PadRight(32, '0'))), ("$most", Convert.FromHexString(hex.PadRight(32, 'f'))));
            return;
        }

        where("f.external_id LIKE $text ESCAPE '\\'", ("$text", like));
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

    private static List<T> ReadAll<T>(SqliteCommand command, Func<SqliteDataReader, T> read)
    {
        using var reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }
}
