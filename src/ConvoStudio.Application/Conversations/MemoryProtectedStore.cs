using System.Collections.Concurrent;
using System.Collections.Immutable;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Conversations;

/// <summary>The protected store of a rehearsal: simulated customers have nothing to protect, and a bottle leaves nothing behind.</summary>
public sealed class MemoryProtectedStore : IProtectedStore
{
    private readonly ConcurrentDictionary<Guid, ImmutableList<(DateTimeOffset At, IReadOnlyDictionary<string, FactValue> Facts)>> _facts = new();

    public Task<ProtectedFacts> LoadFactsAsync(Guid conversation, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        Task.FromResult(_facts.TryGetValue(conversation, out var facts)
            ? new ProtectedFacts([.. facts.Where(f => asOf is null || f.At <= asOf).GroupBy(f => f.At).OrderBy(g => g.Key).Select(g => new ProtectedMoment(g.Key, Together(g.Select(f => f.Facts))))])
            : ProtectedFacts.None);

    public Task SaveFactsAsync(Guid conversation, DateTimeOffset at, IReadOnlyDictionary<string, FactValue> facts, CancellationToken cancellationToken)
    {
        _facts.AddOrUpdate(conversation, _ => [(at, facts)], (_, before) => before.Add((at, facts)));
        return Task.CompletedTask;
    }

    public Task SaveTextAsync(Guid conversation, int turn, string text, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyDictionary<int, string>> LoadTextsAsync(Guid conversation, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<int, string>>(new Dictionary<int, string>());

    private static Dictionary<string, FactValue> Together(IEnumerable<IReadOnlyDictionary<string, FactValue>> facts)
    {
        var together = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        foreach (var (key, value) in facts.SelectMany(f => f))
            together[key] = value;
        return together;
    }
}
