using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Compliance.Filtering;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Tests.Compliance.Monitors;

namespace ConvoStudio.Benchmarks;

/// <summary>An agent that breaks a rule whenever it is let: over random conversations, with and without the shield. Judged by the reference evaluator, which shares no code with the monitors.</summary>
internal sealed class RuleTrials
{
    private const int Actions = 24;
    private const int Events = 12;

    // One of each kind that judges moves; do-not-use and parity never do.
    private static readonly string[] Sentences =
    [
        "Never say offer when age is at most 0.",
        "Before offer the agent must have said cost.",
        "Whenever offer is said say cost in the same turn.",
        "After the customer has said no say ask before the end and within 2 turns.",
        "The first 2 agent turns include ask or cost.",
        "Say offer at most 1 times per customer.",
        "After 1 times no by the customer never say close for 2 days.",
        "Say close only between 08:00 and 20:00 in the customer's local time except on holidays.",
        "Say offer only with consent for marketing.",
        "Wait at least 10 minutes between cost and offer.",
        "Say offer with price above 2 only with approval of boss.",
        "Offer gold by offer only if kind is a.",
        "When vip is true hand over and stop saying offer or close until cleared.",
    ];

    private readonly SentenceRule[] _rules = [.. Sentences.Select((s, i) => RuleText.Parse($"r{i}", 1, s))];
    private readonly RuleSet _set;
    private readonly RuleFilter _filter;
    private readonly RuleAction[] _actions;

    public RuleTrials()
    {
        _set = new RuleSet(_rules, TraceGenerator.Vocabulary);
        var traces = new TraceGenerator(new Random(11));
        _actions = [.. Enumerable.Range(0, Actions).Select(i => new RuleAction(i, traces.Move())), new RuleAction(Actions, new(["hand"]))];
        _filter = new RuleFilter(_set, _actions, Actions);
    }

    public IReadOnlyList<SentenceRule> Rules => _rules;

    /// <summary>By rule: turns in which it took something out, and turns in which what was said broke it.</summary>
    public (long[] Fired, long[] Broken, long Turns) Run(int from, int conversations, bool shielded)
    {
        var (fired, broken, turns) = (new long[_rules.Length], new long[_rules.Length], 0L);
        var answer = _filter.NewAnswer();
        for (var i = from; i < from + conversations; i++)
            turns += Talk(new Random(i), shielded, answer, fired, broken);
        return (fired, broken, turns);
    }

    private int Talk(Random random, bool shielded, FilterAnswer answer, long[] fired, long[] broken)
    {
        var traces = new TraceGenerator(random);
        var (past, turns) = (new List<TraceEvent>(), 0);
        var state = _set.Open();
        foreach (var e in traces.Trace(Events))
        {
            var said = e;
            if (e is { Kind: TraceEventKind.Agent, Earlier: false })
            {
                turns++;
                var now = traces.Situation(e.AtTicks);
                _filter.Filter(null, state, now, answer);
                var chosen = Choose(random, shielded, answer, state, now, fired);
                said = e with { Move = _actions[chosen].Move };
                if (chosen != Actions)
                    Judge(said.Move!, past, now, broken);
            }

            _set.Step(state, said);
            past.Add(said);
        }

        return turns;
    }

    /// <summary>The action that would break most rules, among those it is let.</summary>
    private int Choose(Random random, bool shielded, FilterAnswer answer, RuleState state, in RuleSituation now, long[] fired)
    {
        var (best, most) = (Actions, -1);
        Span<bool> fires = stackalloc bool[_rules.Length];
        var first = random.Next(Actions);
        for (var i = 0; i < Actions; i++)
        {
            var action = (first + i) % Actions;
            var breaks = 0;
            for (var rule = 0; rule < _rules.Length; rule++)
            {
                if (_set.Judge(rule, state, now, _actions[action].Move) == RuleAnswer.Kept)
                    continue;
                fires[rule] = true;
                breaks++;
            }

            if (breaks > most && (!shielded || answer.Eligible.Contains(action)))
                (best, most) = (action, breaks);
        }

        for (var rule = 0; rule < fires.Length; rule++)
            fired[rule] += fires[rule] ? 1 : 0;
        return best;
    }

    private void Judge(RuleMove move, List<TraceEvent> past, RuleSituation now, long[] broken)
    {
        for (var rule = 0; rule < _rules.Length; rule++)
            if (new ReferenceEvaluator(_rules[rule], TraceGenerator.Vocabulary, past, now).Judge(move) != RuleAnswer.Kept)
                broken[rule]++;
    }
}
