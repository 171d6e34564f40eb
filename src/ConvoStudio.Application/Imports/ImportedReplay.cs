using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Simulation;

namespace ConvoStudio.Application.Imports;

/// <summary>One turn of an imported conversation, with what stood before it.</summary>
/// <param name="Turn">0-based.</param>
/// <param name="Action">Action an agent turn reads as; null for a customer turn and for one that reads as none.</param>
/// <param name="Context">Encoded state before an agent turn that reads as an action; empty otherwise.</param>
internal readonly record struct ImportedStep(int Turn, SampleTurn Said, int? Action, EncodedContext Context);

/// <summary>Folds imported conversations as live ones are folded, and encodes what the agent knew before each of its moves.</summary>
internal sealed class ImportedReplay(EncoderSchema schema, ImportReading reading, int[] actionNumbers)
{
    private readonly ContextEncoder _encoder = new(schema);
    private readonly Dictionary<string, FactDefinition> _facts = reading.Facts.ToDictionary(f => f.Key, StringComparer.Ordinal);

    public IEnumerable<ImportedStep> Decisions(SampleConversation conversation)
    {
        var state = ConversationState.Empty.WithFacts(PolicyFacts(conversation));
        for (var i = 0; i < conversation.Turns.Count; i++)
        {
            var said = conversation.Turns[i];
            var action = said.Speaker == Speaker.Agent && reading.Moves.Find(said.Acts) is { } move ? actionNumbers[move] : (int?)null;
            yield return new ImportedStep(i, said, action, action is null ? default : _encoder.Encode(state));
            state = state.Append(new ConversationTurn(i, said.Speaker, said.Acts, i, i, Sentiment: said.Sentiment));
        }
    }

    /// <summary>Facts policies may read; the only ones that enter the log.</summary>
    public Dictionary<string, FactValue> PolicyFacts(SampleConversation conversation) => Facts(conversation, policy: true);

    /// <summary>Every other declared fact; for the protected store.</summary>
    public Dictionary<string, FactValue> ProtectedFacts(SampleConversation conversation) => Facts(conversation, policy: false);

    private Dictionary<string, FactValue> Facts(SampleConversation conversation, bool policy)
    {
        var facts = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        foreach (var (key, value) in conversation.Facts.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (_facts.TryGetValue(key, out var fact) && fact.Usages.HasFlag(FactUsages.Policy) == policy && ImportReading.Conform(fact, value) is { } held)
                facts[key] = held;
        }

        return facts;
    }
}
