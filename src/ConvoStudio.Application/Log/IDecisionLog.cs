namespace ConvoStudio.Application.Log;

/// <summary>The append-only truth: from it alone learning, metrics and replay can be rebuilt. One writer; any number of readers.</summary>
public interface IDecisionLog : IAsyncDisposable
{
    /// <summary>Secret that seeds draws and hashes customer keys, 32 bytes, made with the log.</summary>
    ReadOnlyMemory<byte> Secret { get; }

    /// <summary>Highest committed sequence number, 0 for an empty log.</summary>
    long LastSequence { get; }

    /// <summary>Why nothing can be appended (disk full, I/O error), or null.</summary>
    string? ReadOnlyReason { get; }

    /// <summary>Rows waiting for a commit and how many may wait.</summary>
    (int Waiting, int Capacity) Queue { get; }

    /// <summary>Appends; completes when the rows are on disk (fsync).</summary>
    /// <exception cref="LogBusyException">The queue is full or the log is read-only; nothing was changed. Try again later.</exception>
    /// <exception cref="LogWriteException">The commit failed; nothing was stored.</exception>
    ValueTask<LogPosition> AppendAsync(LogAppend append, CancellationToken cancellationToken = default);

    /// <summary>Committed entries with sequence &gt; <paramref name="afterSequence"/> in order, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<LogEntry> Read(long afterSequence, int limit);

    /// <summary>Calls back for each committed entry with sequence in (<paramref name="afterSequence"/>, <paramref name="upToSequence"/>], in order. For folds that
    /// read much and keep little: a payload is valid during its call only.</summary>
    void Scan(long afterSequence, long upToSequence, LogRowHandler handle)
    {
        while (afterSequence < upToSequence && Read(afterSequence, (int)Math.Min(1000, upToSequence - afterSequence)) is { Count: > 0 } entries)
        {
            foreach (var entry in entries)
                handle(new LogRow(entry));
            afterSequence = entries[^1].Sequence;
        }
    }

    /// <summary>Entries of a conversation with sequence ≤ <paramref name="upToSequence"/> in sequence order.</summary>
    IReadOnlyList<LogEntry> ReadConversation(long conversationNo, long upToSequence = long.MaxValue);

    /// <summary>One entry, or null.</summary>
    LogEntry? Find(long sequence);

    /// <summary>Entries of a kind that belong to no conversation (config-activated and the like), in order.</summary>
    IReadOnlyList<LogEntry> ReadUnbound(LogKind kind);

    ConversationRow? FindConversation(Guid publicId);

    ConversationRow? FindConversation(long conversationNo);

    /// <summary>Conversations the client calls by this id, oldest first; also withdrawn ones.</summary>
    IReadOnlyList<ConversationRow> FindByExternalId(string playbook, string externalId);

    /// <summary>The newest conversations of a customer, newest first; <paramref name="customerHmac"/> is 32 bytes.</summary>
    IReadOnlyList<OpenedConversation> FindByCustomer(string playbook, ReadOnlyMemory<byte> customerHmac, int limit = 100);

    /// <summary>What was said in the customer's other conversations of a playbook: entries opened, turn, decision and consent with sequence ≤ <paramref name="upToSequence"/>,
    /// by conversation and sequence. Imported conversations with a number up to <paramref name="withdrawnUpTo"/> are left out.</summary>
    IReadOnlyList<CustomerEntry> ReadCustomer(ConversationRow except, long upToSequence, long withdrawnUpTo);

    /// <summary>Imported conversations of the playbook up to this number are withdrawn by entries before a sequence number; 0 when none is.</summary>
    long WithdrawnUpTo(string playbook, long beforeSequence = long.MaxValue);

    /// <summary>Arms that the customer's other conversations of a playbook were assigned to: entries with sequence ≤ <paramref name="upToSequence"/>, in order.</summary>
    IReadOnlyList<LogEntry> ReadAssignments(ConversationRow except, long upToSequence = long.MaxValue);

    /// <summary>The conversation came with an import that was undone: nothing counts it any more.</summary>
    bool IsWithdrawn(ConversationRow conversation);

    /// <summary>Newest conversations first, below <paramref name="beforeNo"/>; withdrawn ones are left out.</summary>
    IReadOnlyList<ConversationRow> ListConversations(string playbook, LogSource? source, long beforeNo = long.MaxValue, int limit = 50);

    LogBlob? FindBlob(ReadOnlyMemory<byte> hash);

    /// <summary>Newest checkpoint of a policy at or below a sequence number, or null.</summary>
    LogCheckpoint? FindCheckpoint(string policy, long upToSequence);

    /// <summary>Completes as soon as <see cref="LastSequence"/> is greater than <paramref name="afterSequence"/>.</summary>
    Task WaitForMoreAsync(long afterSequence, CancellationToken cancellationToken);
}
