using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Conversations;

/// <summary>What is kept apart from the log: free text, erasable, and the values of facts that are not for policies.</summary>
public interface IProtectedStore
{
    /// <summary>Facts of a conversation that only rules or the audit service may read, as they were known at a moment (null: now).</summary>
    Task<ProtectedFacts> LoadFactsAsync(Guid conversation, DateTimeOffset? asOf, CancellationToken cancellationToken);

    /// <summary>Keeps facts with the moment they became known; earlier values stay, so that a replay sees what the decision saw.</summary>
    Task SaveFactsAsync(Guid conversation, DateTimeOffset at, IReadOnlyDictionary<string, FactValue> facts, CancellationToken cancellationToken);

    Task SaveTextAsync(Guid conversation, int turn, string text, CancellationToken cancellationToken);

    Task<IReadOnlyDictionary<int, string>> LoadTextsAsync(Guid conversation, CancellationToken cancellationToken);
}
