using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using Microsoft.Data.Sqlite;

namespace ConvoStudio.Application.ConversationLists;

/// <summary>Folds log entries into the lines of an index. One caller at a time.</summary>
internal sealed class ConversationIndexWriter(IDecisionLog log, SqliteConnection connection) : IDisposable
{
    private const string Upsert = """
        INSERT INTO facts(no, public_id, external_id, playbook, source, channel, opened_at, last_at, turns, decisions, blocked, deviations, experiment, arm, ended, settled, converted, value, outcome)
        VALUES ($no, $id, $external, $playbook, $source, $channel, $opened, $last, $turns, $decisions, $blocked, $deviations, $experiment, $arm, $ended, $settled, $converted, $value, $outcome)
        ON CONFLICT(no) DO UPDATE SET last_at = $last, turns = $turns, decisions = $decisions, blocked = $blocked, deviations = $deviations, experiment = $experiment,
            arm = $arm, ended = $ended, settled = $settled, converted = $converted, value = $value, outcome = $outcome
        """;

    // Actions of withdrawn conversations go with their lines; arms are drawn for other conversations only.
    private const string Withdraw = """
        DELETE FROM facts WHERE playbook = $playbook AND no <= $no AND source = 2;
        DELETE FROM action_use WHERE playbook = $playbook AND no <= $no AND no NOT IN (SELECT no FROM facts);
        """;

    private readonly Dictionary<long, ConversationFacts> _changed = [];
    private readonly HashSet<(string, string)> _channels = [];
    private readonly Dictionary<(string Playbook, string Key), int> _actions = [];

    /// <summary>Folds entries and commits their lines together with the place they were read up to.</summary>
    public void Write(IReadOnlyList<LogEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.ConversationNo is { } no && Find(no, entry) is { } facts)
                facts.Add(entry, NumberOf);
        }

        using var transaction = connection.BeginTransaction();
        using var upsert = Command(transaction, Upsert);
        using var arm = Command(transaction, "INSERT OR IGNORE INTO arm(experiment, arm, no, counted) VALUES ($experiment, $arm, $no, $counted)");
        using var action = Command(transaction, "INSERT OR IGNORE INTO action_use(playbook, action, no) VALUES ($playbook, $action, $no)");
        using var channel = Command(transaction, "INSERT OR IGNORE INTO channel(playbook, channel) VALUES ($playbook, $channel)");
        foreach (var facts in _changed.Values)
        {
            Run(upsert, Values(facts));
            foreach (var (experiment, key, counted) in facts.NewArms)
                Run(arm, [("$experiment", experiment), ("$arm", key), ("$no", facts.No), ("$counted", counted ? 1 : 0)]);
            foreach (var number in facts.NewActions)
                Run(action, [("$playbook", facts.Playbook), ("$action", number), ("$no", facts.No)]);
            if (_channels.Add((facts.Playbook, facts.Channel)))
                Run(channel, [("$playbook", facts.Playbook), ("$channel", facts.Channel)]);
        }

        using var withdraw = Command(transaction, Withdraw);
        foreach (var withdrawn in entries.Where(e => e.Kind == LogKind.Withdrawn).Select(LogPayloads.Read<WithdrawnPayload>))
            Run(withdraw, [("$playbook", withdrawn.Playbook), ("$no", withdrawn.UpToNo)]);

        using var place = Command(transaction, "UPDATE meta SET value = $seq WHERE name = 'seq'");
        Run(place, [("$seq", entries[^1].Sequence)]);
        transaction.Commit();
        _changed.Clear();
    }

    public void Dispose() => connection.Dispose();

    private ConversationFacts? Find(long no, LogEntry entry)
    {
        if (_changed.TryGetValue(no, out var facts))
            return facts;
        facts = entry.Kind == LogKind.Opened ? log.FindConversation(no) is { } row ? ConversationFacts.Of(row, entry) : null : Stored(no);
        if (facts is not null)
            _changed.Add(no, facts);
        return facts;
    }

    // Only for turns that carried out something else than was drawn. Keys are never given to another action, so any configuration that has one will do.
    private int? NumberOf(string playbook, string key)
    {
        if (_actions.TryGetValue((playbook, key), out var number))
            return number;
        var activated = log.ReadUnbound(LogKind.ConfigActivated).Select(LogPayloads.Read<ConfigActivatedPayload>).LastOrDefault(c => c.Playbook == playbook);
        if (activated is null)
            return null;
        foreach (var action in LogConfigurations.Load(log, activated.Hash, 0).Configuration.Definition.Actions)
            _actions[(playbook, action.Key)] = action.Number;
        return _actions.TryGetValue((playbook, key), out number) ? number : null;
    }

    private ConversationFacts? Stored(long no)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {ConversationIndexRows.Columns}, playbook FROM facts WHERE no = $no";
        command.Parameters.AddWithValue("$no", no);
        using var reader = command.ExecuteReader();
        if (!reader.Read())
            return null;
        var line = ConversationIndexRows.Read(reader);
        return new ConversationFacts
        {
            No = line.No,
            PublicId = line.PublicId,
            ExternalId = line.ExternalId,
            Playbook = reader.GetString(reader.FieldCount - 1),
            Source = line.Source,
            Channel = line.Channel,
            OpenedAt = line.OpenedAt.UtcTicks,
            LastAt = line.LastAt.UtcTicks,
            Turns = line.Turns,
            Decisions = line.Decisions,
            Blocked = line.Blocked,
            Deviations = line.Deviations,
            Experiment = line.Experiment,
            Arm = line.Arm,
            Ended = line.Ended,
            Settled = line.Settled,
            Converted = line.Converted,
            Value = line.Value,
        };
    }

    private static (string, object?)[] Values(ConversationFacts facts) =>
    [
        ("$no", facts.No), ("$id", facts.PublicId.ToByteArray(bigEndian: true)), ("$external", facts.ExternalId), ("$playbook", facts.Playbook), ("$source", (int)facts.Source),
        ("$channel", facts.Channel), ("$opened", facts.OpenedAt), ("$last", facts.LastAt), ("$turns", facts.Turns), ("$decisions", facts.Decisions), ("$blocked", facts.Blocked),
        ("$deviations", facts.Deviations), ("$experiment", facts.Experiment), ("$arm", facts.Arm), ("$ended", facts.Ended is { } ended ? (int)ended : null),
        ("$settled", facts.Settled ? 1 : 0), ("$converted", facts.Converted), ("$value", facts.Value), ("$outcome", (int)facts.Outcome),
    ];

    private SqliteCommand Command(SqliteTransaction transaction, string sql)
    {
        var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        return command;
    }

    private static void Run(SqliteCommand command, (string Name, object? Value)[] values)
    {
        if (command.Parameters.Count == 0)
        {
            foreach (var (name, _) in values)
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        command.ExecuteNonQuery();
    }
}
