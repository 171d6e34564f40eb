using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Conversations;

/// <summary>What is kept apart from the log: free text, erasable, and the values of facts that are not for policies.</summary>
public interface IProtectedStore
{
    /// <summary>Facts of a conversation that only rules or the audit service may read.</summary>
    Task<IReadOnlyDictionary<string, FactValue>> LoadFactsAsync(Guid conversation, CancellationToken cancellationToken);

    Task SaveFactsAsync(Guid conversation, IReadOnlyDictionary<string, FactValue> facts, CancellationToken cancellationToken);

    Task SaveTextAsync(Guid conversation, int turn, string text, CancellationToken cancellationToken);

    Task<IReadOnlyDictionary<int, string>> LoadTextsAsync(Guid conversation, CancellationToken cancellationToken);
}
