namespace ConvoStudio.Application.Log;

/// <summary>Where an entry comes from. The live learner never reads anything but live.</summary>
public enum LogSource
{
    Live = 0,
    Simulated = 1,
    Imported = 2,
}

/// <summary>Kind of a log entry; the numbers are stored, so they never change.</summary>
public enum LogKind
{
    Opened = 0,
    Turn = 1,
    Decision = 2,
    ShadowDecision = 3,
    Outcome = 4,
    Amendment = 5,
    Closed = 6,
    Expired = 7,
    WindowEnded = 8,
    Assignment = 9,
    Reallocation = 10,
    ConfigActivated = 11,
    Guardrail = 12,
    Rollback = 13,
    LearnerAlarm = 14,
    ImportedDecision = 15,
    Consent = 16,
    Erased = 17,

    /// <summary>An import was undone: its conversations no longer count. Belongs to no conversation.</summary>
    Withdrawn = 18,

    /// <summary>A person approved, for one conversation, what a rule stops without approval.</summary>
    Approval = 19,

    /// <summary>A person cleared a conversation after a hand-over.</summary>
    Cleared = 20,
}

/// <summary>One committed row of the log.</summary>
public sealed record LogEntry(
    long Sequence, LogSource Source, LogKind Kind, long? ConversationNo, int? Turn, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt,
    UInt128? IdempotencyKey, UInt128? BodyHash, int SchemaVersion, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Answer);

/// <summary>A row to append. Sequence, conversation number and time of recording are given by the writer.</summary>
/// <param name="Answer">The answer of the request that brings this row, stored byte for byte; empty where there is none.</param>
public sealed record NewLogEntry(
    LogKind Kind, int? Turn, DateTimeOffset OccurredAt, ReadOnlyMemory<byte> Payload,
    UInt128? IdempotencyKey = null, UInt128? BodyHash = null, ReadOnlyMemory<byte> Answer = default, int SchemaVersion = 1);

/// <summary>A conversation's row: who and where, but nothing that was said.</summary>
public sealed record ConversationRow(
    long No, Guid PublicId, string? ExternalId, string Playbook, long CustomerNo, LogSource Source,
    string Channel, string? Jurisdiction, string? TimeZone, string? Locale, long OpenedSequence);

/// <summary>A conversation found by its customer, with the event time of its opening.</summary>
public sealed record OpenedConversation(ConversationRow Row, DateTimeOffset OpenedAt);

/// <summary>An entry of one of a customer's conversations.</summary>
public sealed record CustomerEntry(LogEntry Entry, string Channel);

/// <summary>A conversation to open; <paramref name="CustomerHmac"/> is 32 bytes.</summary>
public sealed record NewConversation(
    Guid PublicId, string? ExternalId, string Playbook, ReadOnlyMemory<byte> CustomerHmac,
    string Channel, string? Jurisdiction, string? TimeZone, string? Locale);

/// <summary>Bytes addressed by their SHA-256.</summary>
public sealed record LogBlob(ReadOnlyMemory<byte> Hash, string Kind, int SchemaVersion, ReadOnlyMemory<byte> Bytes);

/// <summary>A learner's state as of a sequence number.</summary>
public sealed record LogCheckpoint(string Policy, long Sequence, ReadOnlyMemory<byte> BlobHash, string KernelId);

/// <summary>Rows that become durable together or not at all: entries of one conversation (or of none), blobs, checkpoint.</summary>
public sealed record LogAppend(
    LogSource Source, IReadOnlyList<NewLogEntry> Entries, long? ConversationNo = null, NewConversation? Opens = null,
    IReadOnlyList<LogBlob>? Blobs = null, LogCheckpoint? Checkpoint = null, LogCompaction? Compaction = null);

/// <summary>Checkpoints of a policy to take out, with their bytes. A checkpoint only saves time: entries are never taken out.</summary>
public sealed record LogCompaction(string Policy, IReadOnlyList<long> Sequences);

/// <summary>Where an append came to stand.</summary>
/// <param name="FirstSequence">Sequence number of its first entry; the others follow without a gap. 0 when it had no entries.</param>
/// <param name="ConversationNo">The conversation's number, also for one just opened.</param>
public readonly record struct LogPosition(long FirstSequence, long? ConversationNo, DateTimeOffset RecordedAt);
