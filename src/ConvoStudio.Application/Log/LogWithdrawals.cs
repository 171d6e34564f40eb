using System.Collections.Concurrent;

namespace ConvoStudio.Application.Log;

/// <summary>Which imported conversations no longer count: the fold of the withdrawn entries. Safe for any number of callers.</summary>
public sealed class LogWithdrawals
{
    private readonly ConcurrentDictionary<string, long> _upTo = new(StringComparer.Ordinal);

    public void Add(WithdrawnPayload withdrawn) => _upTo.AddOrUpdate(withdrawn.Playbook, withdrawn.UpToNo, (_, before) => Math.Max(before, withdrawn.UpToNo));

    /// <summary>Imported conversations of the playbook up to this number are withdrawn; 0 when none is.</summary>
    public long UpTo(string playbook) => _upTo.GetValueOrDefault(playbook);

    public bool Holds(ConversationRow conversation) => conversation.Source == LogSource.Imported && conversation.No <= UpTo(conversation.Playbook);
}
