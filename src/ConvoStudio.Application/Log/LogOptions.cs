namespace ConvoStudio.Application.Log;

/// <summary>How a log is written.</summary>
public sealed record LogOptions
{
    /// <summary>Path of the file; its folder exists.</summary>
    public required string Path { get; init; }

    /// <summary>Secret for a log that is made now: 32 bytes; null draws one from the system. A rehearsal derives it from its seed.</summary>
    public ReadOnlyMemory<byte>? NewSecret { get; init; }

    /// <summary>fsync with every commit. Only a rehearsal, which can simply be run again, goes without.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Appends that may wait for a commit; one more is answered with <see cref="LogBusyException"/>.</summary>
    public int QueueCapacity { get; init; } = 8192;

    /// <summary>Rows a commit holds at most.</summary>
    public int RowsPerCommit { get; init; } = 256;

    /// <summary>After a failed commit the log is read-only for so long before one append may try again.</summary>
    public TimeSpan RetryAfterFailure { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Runs inside the transaction just before each commit; a test makes it throw to stand for a full disk.</summary>
    internal Action? BeforeCommit { get; init; }
}
