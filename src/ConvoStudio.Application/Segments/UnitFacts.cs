using System.Text.Json;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Segments;

/// <summary>What is known of conversations before their first decision; one that was decided, or ended, is forgotten. Only facts that policies may use are kept, whatever a
/// payload holds: a fact may have been made a protected one since.</summary>
internal sealed class UnitFacts
{
    private readonly IDecisionLog _log;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<Told>> _told = [];

    public UnitFacts(IDecisionLog log, IReadOnlyList<FactDefinition> facts)
    {
        _log = log;
        Kept = [.. facts.Where(fact => fact.Usages.HasFlag(FactUsages.Policy))];
        for (var i = 0; i < Kept.Count; i++)
            _numbers[Kept[i].Key] = i;
    }

    /// <summary>The facts kept, in the order of the values.</summary>
    public IReadOnlyList<FactDefinition> Kept { get; }

    public void Advance(long conversation, in LogRow row)
    {
        switch (row.Kind)
        {
            case LogKind.Opened:
                // What the opening says comes first, whatever its time.
                _told[conversation] = [new(long.MinValue, row.Sequence, JsonSerializer.Deserialize(row.Payload, LogJson.Default.OpenedPayload)!.Facts)];
                break;
            case LogKind.Turn when _told.TryGetValue(conversation, out var told):
                told.Add(new(row.OccurredAtTicks, row.Sequence, JsonSerializer.Deserialize(row.Payload, LogJson.Default.TurnPayload)!.Facts));
                break;
            case LogKind.Decision or LogKind.Closed or LogKind.Expired:
                _told.Remove(conversation);
                break;
            default:
                break;
        }
    }

    /// <summary>The facts known before an entry; the conversation needs no more.</summary>
    public FactValue[] Known(long conversation, long sequence)
    {
        // Experiments made before there were plans take conversations in at any turn.
        if (!_told.Remove(conversation, out var told))
            told = [.. _log.ReadConversation(conversation, sequence - 1).Select(Read)];
        var values = new FactValue[Kept.Count];
        foreach (var (_, _, facts) in told.OrderBy(one => one.At).ThenBy(one => one.Sequence))
            foreach (var (key, value) in facts ?? Nothing)
                if (_numbers.TryGetValue(key, out var number))
                    values[number] = Shared(value);
        return values;
    }

    private static IReadOnlyDictionary<string, FactValue> Nothing { get; } = new Dictionary<string, FactValue>();

    private static Told Read(LogEntry entry) => entry.Kind switch
    {
        LogKind.Opened => new(long.MinValue, entry.Sequence, LogPayloads.Read<OpenedPayload>(entry).Facts),
        LogKind.Turn => new(entry.OccurredAt.UtcTicks, entry.Sequence, LogPayloads.Read<TurnPayload>(entry).Facts),
        _ => new(entry.OccurredAt.UtcTicks, entry.Sequence, null),
    };

    // A hundred thousand units have a handful of words among them.
    private FactValue Shared(FactValue value)
    {
        if (value.Word is not { } word)
            return value;
        if (!_words.TryGetValue(word, out var known))
            _words.Add(word, known = word);
        return value with { Word = known };
    }

    private readonly record struct Told(long At, long Sequence, IReadOnlyDictionary<string, FactValue>? Facts);
}
