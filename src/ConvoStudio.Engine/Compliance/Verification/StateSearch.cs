using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;

namespace ConvoStudio.Engine.Compliance.Verification;

/// <summary>Breadth-first search over (stage, monitor state), merging equal ones. The first way to a state is a shortest one.</summary>
internal sealed class StateSearch
{
    private readonly TalkGraph _graph;
    private readonly RuleSet _rules;
    private readonly (string Words, EventShape Event)[] _reactions;
    private readonly List<GraphStep>[] _steps;
    private readonly HashSet<(int Stage, RuleState State)> _seen = [];
    private readonly Dictionary<string, int> _stages = new(StringComparer.Ordinal);
    private readonly RuleState _scratch;
    private readonly List<Node> _nodes = [];

    public StateSearch(TalkGraph graph, RuleSet rules, int mostStates)
    {
        (_graph, _rules) = (graph, rules);
        (Limit, Now) = (mostStates, rules.Shape(new RuleSituation(0)));
        _reactions = [.. CustomerReactions.Of(rules.Rules, rules.Vocabulary).Select(r => (r.Words, new EventShape(r.Event, rules.Names)))];
        var actions = graph.Actions.ToDictionary(a => a.Number);
        foreach (var stage in graph.Steps.SelectMany(s => new[] { s.From, s.To }).Append(graph.Start))
            _stages.TryAdd(stage, _stages.Count);
        _steps = new List<GraphStep>[_stages.Count];
        foreach (var (stage, number) in _stages)
            _steps[number] = [.. graph.Steps.Where(s => s.From == stage).Select(s => new GraphStep(s, _stages[s.To], actions[s.Action].Move, rules))];
        _scratch = rules.Open();
    }

    public SituationShape Now { get; }

    public int States => _nodes.Count;

    public bool Complete { get; private set; } = true;

    private int Limit { get; }

    /// <summary>Searches.</summary>
    /// <param name="visit">Sees each state before the agent's move, and says which of its steps may be taken; false to end the search.</param>
    /// <param name="cancellationToken">Asked at every state.</param>
    public void Run(Func<int, IReadOnlyList<GraphStep>, RuleState, List<GraphStep>, bool> visit, CancellationToken cancellationToken)
    {
        Reach(_stages[_graph.Start], _scratch, -1, "");
        var taken = new List<GraphStep>();
        for (var next = 0; next < _nodes.Count; next++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var node = _nodes[next];
            taken.Clear();
            if (!visit(next, _steps[node.Stage], node.State, taken))
                return;
            foreach (var (words, e) in _reactions)
                Follow(node, next, node.Stage, e, words);
            foreach (var step in taken)
                Follow(node, next, step.To, step.Said, step.Words);
        }
    }

    /// <summary>The shortest conversation to a state.</summary>
    public List<string> Conversation(int node)
    {
        var lines = new List<string>();
        for (var at = node; _nodes[at].Before >= 0; at = _nodes[at].Before)
            lines.Add(_nodes[at].Words);
        lines.Reverse();
        return lines;
    }

    // Most ways lead to a state that was seen, so a step is taken in one state used again and again, and only a new one is kept.
    private void Follow(Node node, int index, int stage, EventShape e, string words)
    {
        node.State.CopyTo(_scratch);
        _rules.Step(_scratch, e);
        _rules.Normalize(_scratch);
        Reach(stage, _scratch, index, words);
    }

    private void Reach(int stage, RuleState state, int before, string words)
    {
        if (_seen.Contains((stage, state)))
            return;
        if (_nodes.Count >= Limit)
        {
            Complete = false;
            return;
        }
        var kept = state.Copy();
        _seen.Add((stage, kept));
        _nodes.Add(new(stage, kept, before, words));
    }

    private sealed record Node(int Stage, RuleState State, int Before, string Words);
}

/// <summary>A step of the graph, prepared.</summary>
internal sealed class GraphStep(TalkStep step, int to, RuleMove move, RuleSet rules)
{
    public TalkStep Step => step;

    /// <summary>Number of the stage it leads to.</summary>
    public int To => to;

    public MoveShape Move { get; } = new(move, rules.Names);

    public EventShape Said { get; } = new(new(TraceEventKind.Agent, 0, 0) { Move = move }, rules.Names);

    public string Words { get; } = $"Agent: {string.Join(", ", move.Acts)}{(move.Product is null ? "" : $" ({move.Product})")}";

    /// <summary>By rule of the set.</summary>
    public MoveView?[] Views { get; } = [.. rules.Monitors.Select(m => m.View(new MoveShape(move, rules.Names)))];
}
