namespace ConvoStudio.Application.Log;

/// <summary>What a fold needs of a committed entry, without copying it: the payload lies in the reader's own memory and is valid during the call only.</summary>
public readonly ref struct LogRow(long sequence, LogSource source, LogKind kind, long? conversationNo, long occurredAtTicks, long recordedAtTicks, ReadOnlySpan<byte> payload)
{
    /// <summary>The same of an entry already in memory.</summary>
    public LogRow(LogEntry entry)
        : this(entry.Sequence, entry.Source, entry.Kind, entry.ConversationNo, entry.OccurredAt.UtcTicks, entry.RecordedAt.UtcTicks, entry.Payload.Span)
    {
    }

    public long Sequence { get; } = sequence;

    public LogSource Source { get; } = source;

    public LogKind Kind { get; } = kind;

    public long? ConversationNo { get; } = conversationNo;

    /// <summary>Event time, UTC ticks.</summary>
    public long OccurredAtTicks { get; } = occurredAtTicks;

    /// <summary>Time of the commit, UTC ticks.</summary>
    public long RecordedAtTicks { get; } = recordedAtTicks;

    public ReadOnlySpan<byte> Payload { get; } = payload;
}

/// <summary>Takes in one entry of a scan.</summary>
public delegate void LogRowHandler(in LogRow row);
