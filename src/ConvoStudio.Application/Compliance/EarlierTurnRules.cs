using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Compliance;

/// <summary>Rules of a configuration made before there were sentences: read as they were, so that its decisions replay to the byte.</summary>
internal sealed class EarlierTurnRules : TurnRules
{
    private readonly CompiledRules _rules;
    private readonly Dictionary<string, string> _hashes;

    public EarlierTurnRules(PlaybookConfiguration configuration)
    {
        var definition = configuration.Definition;
        _rules = new CompiledRules(
            definition.Actions, configuration.Rules.Rules,
            definition.Facts.Where(f => f.Usages.HasFlag(FactUsages.Policy)).Select(f => f.Key).ToHashSet(StringComparer.Ordinal), definition.Fallback);
        _hashes = configuration.Rules.Rules.ToDictionary(r => r.Key, ConfigurationHash.OfPart, StringComparer.Ordinal);
    }

    public override RuledAnswer Filter(RuledTurn turn)
    {
        var filtered = _rules.Filter(turn.Offered, turn.Conversation.State, turn.Conversation.ProtectedFacts.Values);
        return new(
            filtered.Eligible,
            filtered.Blocked.Count == 0 ? [] : [.. filtered.Blocked.Select(b => new BlockedPayload(b.Action, b.Rule.Key, _hashes[b.Rule.Key], b.Sentence))],
            filtered.Forced);
    }
}
