using ConvoStudio.Application.Log;

namespace ConvoStudio.Web.Tests.Api;

/// <summary>The live log, which can be made read-only as a full disk makes it.</summary>
internal sealed class SwitchableLog(IDecisionLog inner, Func<bool> readOnly) : IDecisionLog
{
    public IDecisionLog Inner { get; } = inner;

    public ReadOnlyMemory<byte> Secret => Inner.Secret;

    public long LastSequence => Inner.LastSequence;

    public string? ReadOnlyReason => readOnly() ? "The disk is full." : Inner.ReadOnlyReason;

    public (int Waiting, int Capacity) Queue => Inner.Queue;

    public ValueTask<LogPosition> AppendAsync(LogAppend append, CancellationToken cancellationToken = default) =>
        readOnly() ? throw new LogBusyException("The disk is full.") : Inner.AppendAsync(append, cancellationToken);

    public IReadOnlyList<LogEntry> Read(long afterSequence, int limit) => Inner.Read(afterSequence, limit);

    public IReadOnlyList<LogEntry> ReadConversation(long conversationNo, long upToSequence = long.MaxValue) => Inner.ReadConversation(conversationNo, upToSequence);

    public LogEntry? Find(long sequence) => Inner.Find(sequence);

    public IReadOnlyList<LogEntry> ReadUnbound(LogKind kind) => Inner.ReadUnbound(kind);

    public ConversationRow? FindConversation(Guid publicId) => Inner.FindConversation(publicId);

    public ConversationRow? FindConversation(long conversationNo) => Inner.FindConversation(conversationNo);

    public IReadOnlyList<ConversationRow> ListConversations(string playbook, LogSource? source, long beforeNo = long.MaxValue, int limit = 50) =>
        Inner.ListConversations(playbook, source, beforeNo, limit);

    public IReadOnlyList<ConversationRow> FindByExternalId(string playbook, string externalId) => Inner.FindByExternalId(playbook, externalId);

    public IReadOnlyList<CustomerEntry> ReadCustomer(ConversationRow except, long upToSequence, long withdrawnUpTo) => Inner.ReadCustomer(except, upToSequence, withdrawnUpTo);

    public long WithdrawnUpTo(string playbook, long beforeSequence = long.MaxValue) => Inner.WithdrawnUpTo(playbook, beforeSequence);

    public IReadOnlyList<LogEntry> ReadAssignments(ConversationRow except, long upToSequence = long.MaxValue) => Inner.ReadAssignments(except, upToSequence);

    public IReadOnlyList<OpenedConversation> FindByCustomer(string playbook, ReadOnlyMemory<byte> customerHmac, int limit = 100) =>
        Inner.FindByCustomer(playbook, customerHmac, limit);

    public bool IsWithdrawn(ConversationRow conversation) => Inner.IsWithdrawn(conversation);

    public LogBlob? FindBlob(ReadOnlyMemory<byte> hash) => Inner.FindBlob(hash);

    public LogCheckpoint? FindCheckpoint(string policy, long upToSequence) => Inner.FindCheckpoint(policy, upToSequence);

    public Task WaitForMoreAsync(long afterSequence, CancellationToken cancellationToken) => Inner.WaitForMoreAsync(afterSequence, cancellationToken);

    public ValueTask DisposeAsync() => Inner.DisposeAsync();
}
