using System.Security.Cryptography;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using Microsoft.Data.Sqlite;

namespace ConvoStudio.Application.ConversationLists;

/// <summary>Lists and counts conversations by what happened in them, without reading the log anew: a fold of the log in a file of its own, which may be deleted at any time.</summary>
public sealed class ConversationIndex : IDisposable
{
    /// <summary>Counting stops here and says that there are more.</summary>
    public const int CountLimit = 20_000;

    private const int ReadAtOnce = 2000;
    private readonly IDecisionLog _log;
    private readonly ConversationIndexWriter _writer;
    private readonly ConversationIndexRows _rows;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _sequence;

    /// <param name="path">Of the index; made when missing, made anew when it belongs to another log.</param>
    public ConversationIndex(IDecisionLog log, string path)
    {
        _log = log;
        var readers = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly }.ToString();
        // Pooled connections would go on reading a file that is made anew.
        using (var pooled = new SqliteConnection(readers))
            SqliteConnection.ClearPool(pooled);
        // The hash of the secret tells this log from others and gives nothing away.
        var (connection, sequence) = ConversationIndexSchema.Open(path, Convert.ToHexStringLower(SHA256.HashData(log.Secret.Span)), log.LastSequence);
        (_writer, _sequence) = (new ConversationIndexWriter(log, connection), sequence);
        _rows = new ConversationIndexRows(readers);
    }

    /// <summary>Log entries that are not in it yet.</summary>
    public long Behind => Math.Max(0, _log.LastSequence - Volatile.Read(ref _sequence));

    /// <summary>Folds committed entries.</summary>
    /// <param name="most">Entries to fold at most, so that a page does not wait for a long log.</param>
    public async Task AdvanceAsync(long most = long.MaxValue, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            for (long folded = 0; folded < most && _log.Read(_sequence, ReadAtOnce) is { Count: > 0 } entries; folded += entries.Count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _writer.Write(entries);
                Volatile.Write(ref _sequence, entries[^1].Sequence);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A page, newest first; below a number, or above one to go back.</summary>
    public ConversationLines List(IActor actor, ConversationFilter filter, long? below = null, long? above = null, int limit = 25)
    {
        RoleTable.Demand(actor, UseCase.ReadConversations);
        var found = _rows.List(filter, above is null ? below : null, above, limit + 1);
        var more = found.Count > limit;
        if (more)
            found.RemoveAt(limit);
        if (above is not null)
        {
            found.Reverse();
            return new(found, found.Count > 0 ? found[^1].No : null, more ? found[0].No : null);
        }

        return new(found, more ? found[^1].No : null, below is not null && found.Count > 0 ? found[0].No : null);
    }

    /// <summary>Every line that matches, newest first, read page by page while it is taken.</summary>
    public IEnumerable<ListedConversation> ListAll(IActor actor, ConversationFilter filter)
    {
        RoleTable.Demand(actor, UseCase.ReadConversations);
        return Pages();

        IEnumerable<ListedConversation> Pages()
        {
            for (long? below = long.MaxValue; below is not null;)
            {
                var page = _rows.List(filter, below, null, ReadAtOnce);
                foreach (var line in page)
                    yield return line;
                below = page.Count == ReadAtOnce ? page[^1].No : null;
            }
        }
    }

    public BoundedCount Count(IActor actor, ConversationFilter filter)
    {
        RoleTable.Demand(actor, UseCase.ReadConversations);
        var count = _rows.Count(filter, CountLimit + 1);
        return new(Math.Min(count, CountLimit), count > CountLimit);
    }

    /// <summary>The neighbors of a conversation in a list: the next newer and the next older one.</summary>
    public (Guid? Newer, Guid? Older) Neighbors(IActor actor, ConversationFilter filter, long no)
    {
        RoleTable.Demand(actor, UseCase.ReadConversations);
        return (_rows.List(filter, null, no, 1).FirstOrDefault()?.PublicId, _rows.List(filter, no, null, 1).FirstOrDefault()?.PublicId);
    }

    /// <summary>Channels met in a playbook.</summary>
    public IReadOnlyList<string> Channels(IActor actor, string playbook)
    {
        RoleTable.Demand(actor, UseCase.ReadConversations);
        return _rows.Channels(playbook);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _gate.Dispose();
    }
}
