using System.Collections.Concurrent;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Application.Conversations;

/// <summary>What a use case wants written: the rows, their typed payloads, and the answer that the first row with an idempotency key carries.</summary>
/// <param name="Hold">Something held until the rows are on disk, then let go.</param>
internal sealed record Plan(IReadOnlyList<(NewLogEntry Entry, object Payload)> Rows, ReadOnlyMemory<byte> Answer, IDisposable? Hold = null);

/// <summary>Bytes answered to a client, and whether they had been answered before.</summary>
public readonly record struct Answer(ReadOnlyMemory<byte> Body, bool Repeated);

/// <summary>Conversations in memory, each behind its gate: one writer at a time, held until its commit.</summary>
public sealed class ConversationStore(IDecisionLog log, IProtectedStore protectedStore, int residentLimit = 20_000)
{
    private readonly ConcurrentDictionary<Guid, Slot> _slots = new();
    private long _clock;

    internal IDecisionLog Log { get; } = log;

    internal IProtectedStore Protected { get; } = protectedStore;

    /// <summary>Opens a conversation, or gives the stored answer when its id, which is derived from the request, is already there.</summary>
    internal async Task<Answer> OpenAsync(
        Guid id, LogSource source, RequestIdentity identity, Func<Task<(NewConversation Opens, Plan Plan)>> plan, CancellationToken cancellationToken)
    {
        using var held = await HoldAsync(id, cancellationToken);
        if (await LoadAsync(held.Slot, id, cancellationToken) is { } known)
            return Stored(known, identity) ?? throw new RequestConflictException("A conversation with this id is already there.");
        if (Log.ReadOnlyReason is { } reason)
            throw new LogBusyException(reason);
        var (opens, planned) = await plan();
        var position = await AppendAsync(held.Slot, id, new LogAppend(source, [.. planned.Rows.Select(r => r.Entry)], Opens: opens));
        var row = Log.FindConversation(position.ConversationNo!.Value)!;
        var facts = await Protected.LoadFactsAsync(id, null, CancellationToken.None);
        held.Slot.Conversation = Apply(new Conversation(row, facts), planned, position);
        return new Answer(planned.Answer, Repeated: false);
    }

    /// <summary>Runs a use case on a conversation: a repeated request gets its stored answer, a new one is planned, committed, applied.</summary>
    /// <exception cref="NotFoundException">There is no such conversation.</exception>
    /// <exception cref="RequestConflictException">The idempotency key was used with another body.</exception>
    /// <exception cref="LogBusyException">The log takes nothing now; nothing was changed.</exception>
    /// <exception cref="LogWriteException">The commit failed; nothing was changed.</exception>
    internal async Task<Answer> ExecuteAsync(
        Guid id, RequestIdentity? identity, Func<Conversation, ValueTask<Plan>> plan, CancellationToken cancellationToken)
    {
        using var held = await HoldAsync(id, cancellationToken);
        var conversation = await LoadAsync(held.Slot, id, cancellationToken) ?? throw new NotFoundException("conversation", id.ToString());
        if (identity is { } known && Stored(conversation, known) is { } stored)
            return stored;
        if (Log.ReadOnlyReason is { } reason)
            throw new LogBusyException(reason);
        var planned = await plan(conversation);
        using var hold = planned.Hold;
        if (planned.Rows.Count == 0)
            return new Answer(planned.Answer, Repeated: false);
        var append = new LogAppend(conversation.Row.Source, [.. planned.Rows.Select(r => r.Entry)], conversation.Row.No);
        var position = await AppendAsync(held.Slot, id, append);
        Apply(conversation, planned, position);
        return new Answer(planned.Answer, Repeated: false);
    }

    /// <summary>Reads a conversation's state under its gate.</summary>
    /// <exception cref="NotFoundException">There is no such conversation.</exception>
    public async Task<T> ReadAsync<T>(Guid id, Func<Conversation, T> read, CancellationToken cancellationToken)
    {
        using var held = await HoldAsync(id, cancellationToken);
        return read(await LoadAsync(held.Slot, id, cancellationToken) ?? throw new NotFoundException("conversation", id.ToString()));
    }

    // Once the rows are in the queue they will be committed: a client that hangs up must not make the memory forget them, so no token from here on.
    private async Task<LogPosition> AppendAsync(Slot slot, Guid id, LogAppend append)
    {
        try
        {
            return await Log.AppendAsync(append, CancellationToken.None);
        }
        catch (LogWriteException)
        {
            Drop(id, slot);
            throw;
        }
    }

    private static Conversation Apply(Conversation conversation, Plan plan, LogPosition position)
    {
        for (var i = 0; i < plan.Rows.Count; i++)
            conversation.Apply(position.FirstSequence + i, plan.Rows[i].Entry, plan.Rows[i].Payload);
        return conversation;
    }

    private Answer? Stored(Conversation conversation, RequestIdentity identity) =>
        conversation.FindAnswer(identity) is { } sequence ? new Answer(Log.Find(sequence)!.Answer, Repeated: true) : null;

    private async Task<Conversation?> LoadAsync(Slot slot, Guid id, CancellationToken cancellationToken)
    {
        if (slot.Conversation is { } resident)
            return resident;
        if (Log.FindConversation(id) is not { } row)
            return null;
        var facts = await Protected.LoadFactsAsync(id, null, cancellationToken);
        return slot.Conversation = Conversation.Load(row, facts, Log.ReadConversation(row.No));
    }

    private async Task<Held> HoldAsync(Guid id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var slot = _slots.GetOrAdd(id, static _ => new Slot());
            await slot.Gate.WaitAsync(cancellationToken);
            if (!slot.IsDropped)
            {
                slot.LastUsed = Interlocked.Increment(ref _clock);
                return new Held(this, id, slot);
            }

            slot.Gate.Release();
        }
    }

    private void Drop(Guid id, Slot slot)
    {
        slot.IsDropped = true;
        _slots.TryRemove(new KeyValuePair<Guid, Slot>(id, slot));
    }

    private void Release(Guid id, Slot slot)
    {
        // An id that led to no conversation must not stay: anybody could fill the memory by guessing ids.
        if (slot.Conversation is null && !slot.IsDropped)
            Drop(id, slot);
        slot.Gate.Release();
        if (_slots.Count > residentLimit)
            Evict();
    }

    private void Evict()
    {
        foreach (var (id, slot) in _slots.OrderBy(s => s.Value.LastUsed).Take(residentLimit / 4).ToList())
        {
            if (!slot.Gate.Wait(0))
                continue;
            Drop(id, slot);
            slot.Gate.Release();
        }
    }

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public Conversation? Conversation { get; set; }

        public bool IsDropped { get; set; }

        public long LastUsed { get; set; }
    }

    private sealed class Held(ConversationStore store, Guid id, Slot slot) : IDisposable
    {
        public Slot Slot { get; } = slot;

        public void Dispose() => store.Release(id, Slot);
    }
}
