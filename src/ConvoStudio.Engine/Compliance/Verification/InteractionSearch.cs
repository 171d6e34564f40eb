using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Rules;

namespace ConvoStudio.Engine.Compliance.Verification;

/// <summary>What rules do to each other in the shielded system: dead ends, rules that never fire, redundant rules, products nobody can be offered.</summary>
internal sealed class InteractionSearch(RuleSet rules, TalkGraph graph, int mostStates)
{
    private readonly StateSearch _search = new(graph, rules, mostStates);
    private readonly bool[] _fired = new bool[rules.Rules.Count];
    private readonly bool[] _needed = new bool[rules.Rules.Count];
    private readonly HashSet<int> _offered = [];
    private readonly Dictionary<string, DeadEnd> _deadEnds = new(StringComparer.Ordinal);

    public IReadOnlyList<DeadEnd> DeadEnds => [.. _deadEnds.Values];

    public IReadOnlyList<string> NeverFire => Keys(i => !_fired[i]);

    public IReadOnlyList<string> Redundant => Keys(i => _fired[i] && !_needed[i]);

    public IReadOnlyList<string> NeverOffered => [.. graph.Steps.Select(s => graph.Actions.Single(a => a.Number == s.Action).Move.Product).OfType<string>().Distinct(StringComparer.Ordinal)
        .Where(p => !_offered.Contains(rules.Names.Product(p))).Order(StringComparer.Ordinal)];

    public int States => _search.States;

    public bool Complete => _search.Complete;

    public void Run(CancellationToken cancellationToken) => _search.Run((node, steps, state, taken) =>
    {
        var stopping = new HashSet<int>();
        foreach (var step in steps)
            if (Passes(step, state, stopping))
            {
                taken.Add(step);
                _offered.Add(step.Move.Product);
            }
        if (steps.Count > 0 && taken.Count == 0)
            Record(node, steps, stopping);
        return true;
    }, cancellationToken);

    /// <summary>True when no rule takes the step out; notes which do.</summary>
    private bool Passes(GraphStep step, RuleState state, HashSet<int> stopping)
    {
        var (count, last) = (0, -1);
        for (var i = 0; i < rules.Monitors.Count; i++)
        {
            if (step.Views[i] is not { } view || !RuleVerifier.Breaks(rules.Rules[i], rules.Monitors[i].Judge(state, _search.Now, view)))
                continue;
            _fired[i] = true;
            if (!rules.Rules[i].Effect.TakesOut)
            {
                _needed[i] = true;
                continue;
            }
            (count, last) = (count + 1, i);
            stopping.Add(i);
        }
        if (count == 1)
            _needed[last] = true;
        return count == 0;
    }

    private void Record(int node, IReadOnlyList<GraphStep> steps, HashSet<int> stopping)
    {
        var stage = steps[0].Step.From;
        string[] keys = [.. stopping.Order().Select(i => rules.Rules[i].Key)];
        string[] duties = [.. stopping.Order().Where(i => rules.Rules[i].Body is RequireAfterRule or AtStartRule or HandOverRule).Select(i => rules.Rules[i].Key)];
        _deadEnds.TryAdd($"{stage}|{string.Join('|', keys)}", new(stage, _search.Conversation(node), keys, duties));
    }

    private List<string> Keys(Predicate<int> which) => [.. Enumerable.Range(0, rules.Rules.Count).Where(i => which(i)).Select(i => rules.Rules[i].Key)];
}
