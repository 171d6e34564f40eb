using System.Collections.Frozen;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Compliance;

/// <summary>Sentence rules of a configuration: those in force block, those in shadow record.</summary>
internal sealed class SentenceTurnRules : TurnRules
{
    private readonly RuleLayer _inForce;
    private readonly RuleLayer? _shadow;
    private readonly string? _segmentFact;
    private readonly FrozenDictionary<string, IReadOnlySet<DateOnly>> _holidays;

    public SentenceTurnRules(PlaybookConfiguration configuration, IReadOnlyList<SentencePart> sentences)
    {
        var terms = configuration.Rules.Terms;
        var vocabulary = PlaybookVocabulary.Of(configuration.Definition, terms);
        var moves = new PlaybookMoves(configuration.Definition, terms);
        _inForce = new RuleLayer(sentences, vocabulary, moves, shadow: false);
        _shadow = configuration.Rules.Shadow is { Count: > 0 } shadow ? new RuleLayer(shadow, vocabulary, moves, shadow: true) : null;
        _segmentFact = terms?.SegmentFact;
        _holidays = (terms?.Holidays ?? new Dictionary<string, IReadOnlyList<DateOnly>>())
            .ToFrozenDictionary(h => h.Key, h => (IReadOnlySet<DateOnly>)h.Value.ToHashSet(), StringComparer.Ordinal);
    }

    public override bool ReadsHistory => _inForce.ReadsHistory || _shadow?.ReadsHistory == true;

    public override RuledAnswer Filter(RuledTurn turn)
    {
        int[]? offered = turn.Offered is null ? null : [.. turn.Offered];
        var answer = Ask(_inForce, turn, offered);
        var shadow = _shadow is null ? null : Ask(_shadow, turn, offered).Blocked;
        return new(
            answer.Eligible, answer.Blocked, answer.Forced, shadow is { Count: > 0 } ? shadow : null, answer.Noted.Count > 0 ? answer.Noted : null, answer.Alarm,
            turn.Conversation.Approvals is null ? null : Approved(turn, offered, answer));
    }

    public override IReadOnlyList<RuleWait> Waits(RuledTurn turn) => _inForce.Waits(StateOf(_inForce, turn), Situation(turn));

    public override RuleWait? FreeableBy(string rule, int version) => _inForce.FreeableBy(rule, version);

    public override IReadOnlyList<BreachPayload> Breaches(RuledTurn turn, RuleMove move) =>
        _inForce.Set.Rules.Count == 0 ? [] : _inForce.Breaches(move, StateOf(_inForce, turn), Situation(turn));

    public override RuleMove Said(int? drawn, string? executed, IReadOnlyList<string> acts, string? product) => _inForce.Moves.Said(drawn, executed, acts, product);

    private LayerAnswer Ask(RuleLayer layer, RuledTurn turn, int[]? offered)
    {
        try
        {
            return layer.Ask(offered, StateOf(layer, turn), Situation(turn));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A trace that a monitor cannot follow must not let anything through, and must not stop the answer either.
            return layer.Nothing(offered);
        }
    }

    // What an approval frees is what is stopped without it.
    private List<ApprovedPayload>? Approved(RuledTurn turn, int[]? offered, LayerAnswer answer)
    {
        var stopped = _inForce.Ask(offered, StateOf(_inForce, turn), Situation(turn) with { Approvals = null }).Blocked;
        var freed = stopped.Where(b => answer.Eligible.Contains(b.Action) && !answer.Blocked.Any(still => still.Action == b.Action))
            .Select(b => new ApprovedPayload(b.Action, b.Rule, b.RuleHash, b.Version, _inForce.FreeableBy(b.Rule, b.Version)?.Role ?? "")).ToList();
        return freed.Count == 0 ? null : freed;
    }

    private static RuleState StateOf(RuleLayer layer, RuledTurn turn) => layer.Set.Rules.Count == 0
        ? layer.Set.Open()
        : turn.Conversation.Trace.StateUnder(layer, turn.Conversation.Row.Channel, turn.Conversation.ProtectedFacts, turn.History);

    private RuleSituation Situation(RuledTurn turn)
    {
        var row = turn.Conversation.Row;
        var segment = _segmentFact is not null && turn.Conversation.State.Facts.TryGetValue(_segmentFact, out var fact) && fact is { IsKnown: true, Kind: FactValueKind.Word } ? fact.Word : null;
        return new RuleSituation(turn.At.UtcTicks)
        {
            UtcOffset = ZoneOffset.At(row.TimeZone, turn.At.UtcTicks),
            Channel = row.Channel,
            Jurisdiction = row.Jurisdiction,
            Segment = segment,
            Approvals = turn.Conversation.Approvals,
            Holidays = _holidays.GetValueOrDefault(row.Jurisdiction ?? RuleTerms.AnyJurisdiction) ?? _holidays.GetValueOrDefault(RuleTerms.AnyJurisdiction),
        };
    }
}
