using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Compliance;

/// <summary>Counts what a rule would have done, and hides what would tell a protected fact.</summary>
internal sealed class RuleTrialCount(SentenceRule rule, IReadOnlyList<FactDefinition> facts)
{
    private const int MostExamples = 20;
    private readonly bool _protected = rule.Body.Facts.Any(f => !facts.Any(known => known.Key == f && known.Usages.HasFlag(FactUsages.Policy)));
    private readonly Dictionary<string, int> _actions = new(StringComparer.Ordinal);
    private readonly List<RuleTrialExample> _examples = [];
    private int _conversations;
    private int _touched;
    private int _blocked;
    private int _drawn;
    private int _forced;
    private (bool Any, bool Touched) _current;

    public int Decisions { get; private set; }

    public void Begin() => _current = (false, false);

    public void End()
    {
        _conversations += _current.Any ? 1 : 0;
        _touched += _current.Touched ? 1 : 0;
    }

    public void Add(ConversationRow row, DecisionPayload decision, RuledAnswer answer, Dictionary<int, string> keys)
    {
        Decisions++;
        _current = (true, _current.Touched || answer.Blocked.Count > 0);
        if (answer.Blocked.Count == 0)
            return;
        _blocked++;
        _forced += answer.Forced ? 1 : 0;
        foreach (var blocked in answer.Blocked)
            _actions[keys[blocked.Action]] = _actions.GetValueOrDefault(keys[blocked.Action]) + 1;
        if (answer.Blocked.FirstOrDefault(b => b.Action == decision.Drawn) is not { } why)
            return;
        _drawn++;
        if (!_protected && _examples.Count < MostExamples)
            _examples.Add(new(row.PublicId, decision.DecisionId, decision.EvaluatedAt, keys[decision.Drawn], why.Sentence));
    }

    public RuleTrial Result(bool complete)
    {
        var hidden = _protected && (_touched < RuleTrialService.MinimumCell || _conversations - _touched < RuleTrialService.MinimumCell);
        return hidden
            ? new(Decisions, _conversations, null, null, null, null, [], RuleTrialService.MinimumCell, complete)
            : new(Decisions, _conversations, _blocked, _drawn, _forced, _actions, _examples, null, complete);
    }
}
