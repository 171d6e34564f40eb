using System.Collections.Concurrent;
using System.Collections.Immutable;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Conversations;

/// <summary>The protected store of a rehearsal: simulated customers have nothing to protect, and a bottle leaves nothing behind.</summary>
public sealed class MemoryProtectedStore : IProtectedStore
{
    private readonly ConcurrentDictionary<Guid, ImmutableList<(DateTimeOffset At, IReadOnlyDictionary<string, FactValue> Facts)>> _facts = new();

    public Task<IReadOnlyDictionary<string, FactValue>> LoadFactsAsync(Guid conversation, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        foreach (var (at, facts) in _facts.GetValueOrDefault(conversation) ?? [])
            if (asOf is null || at <= asOf)
                foreach (var (key, value) in facts)
                    known[key] = value;
        return Task.FromResult<IReadOnlyDictionary<string, FactValue>>(known);
    }

    public Task SaveFactsAsync(Guid conversation, DateTimeOffset at, IReadOnlyDictionary<string, FactValue> facts, CancellationToken cancellationToken)
    {
        _facts.AddOrUpdate(conversation, _ => [(at, facts)], (_, before) => before.Add((at, facts)));
        return Task.CompletedTask;
    }

    public Task SaveTextAsync(Guid conversation, int turn, string text, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyDictionary<int, string>> LoadTextsAsync(Guid conversation, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<int, string>>(new Dictionary<int, string>());
}
