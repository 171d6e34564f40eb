using System.Collections.Concurrent;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Conversations;

/// <summary>The protected store of a rehearsal: simulated customers have nothing to protect, and a bottle leaves nothing behind.</summary>
public sealed class MemoryProtectedStore : IProtectedStore
{
    private readonly ConcurrentDictionary<Guid, IReadOnlyDictionary<string, FactValue>> _facts = new();

    public Task<IReadOnlyDictionary<string, FactValue>> LoadFactsAsync(Guid conversation, CancellationToken cancellationToken) =>
        Task.FromResult(_facts.GetValueOrDefault(conversation) ?? new Dictionary<string, FactValue>(StringComparer.Ordinal));

    public Task SaveFactsAsync(Guid conversation, IReadOnlyDictionary<string, FactValue> facts, CancellationToken cancellationToken)
    {
        _facts.AddOrUpdate(conversation, facts, (_, before) =>
        {
            var all = new Dictionary<string, FactValue>(before, StringComparer.Ordinal);
            foreach (var (key, value) in facts)
                all[key] = value;
            return all;
        });
        return Task.CompletedTask;
    }

    public Task SaveTextAsync(Guid conversation, int turn, string text, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyDictionary<int, string>> LoadTextsAsync(Guid conversation, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<int, string>>(new Dictionary<int, string>());
}
