using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;

namespace ConvoStudio.Engine.Compliance.Verification;

/// <summary>Breadth-first search over (stage, monitor state), merging equal ones. The first way to a state is a shortest one.</summary>
internal sealed class StateSearch
{
    private readonly TalkGraph _graph;
    private readonly RuleSet _rules;
    private readonly (string Words, EventShape Event)[] _reactions;
    private readonly Dictionary<(string, RuleState), int> _seen = [];
    private readonly List<Node> _nodes = [];

    public StateSearch(TalkGraph graph, RuleSet rules, int mostStates)
    {
        (_graph, _rules) = (graph, rules);
        (Limit, Now) = (mostStates, rules.Shape(new RuleSituation(0)));
        _reactions = [.. CustomerReactions.Of(rules.Rules, rules.Vocabulary).Select(r => (r.Words, new EventShape(r.Event, rules.Names)))];
        var actions = graph.Actions.ToDictionary(a => a.Number);
        Steps = graph.Steps.Select(s => new GraphStep(s, actions[s.Action].Move, rules)).ToLookup(s => s.Step.From, StringComparer.Ordinal);
    }

    public ILookup<string, GraphStep> Steps { get; }

    public SituationShape Now { get; }

    public int States => _nodes.Count;

    public bool Complete { get; private set; } = true;

    private int Limit { get; }

    /// <summary>Searches.</summary>
    /// <param name="visit">Sees each state before the agent's move, and says which of its steps may be taken; false to end the search.</param>
    /// <param name="cancellationToken">Asked at every state.</param>
    public void Run(Func<int, IReadOnlyList<GraphStep>, RuleState, List<GraphStep>, bool> visit, CancellationToken cancellationToken)
    {
        Reach(_graph.Start, _rules.Open(), -1, "");
        var taken = new List<GraphStep>();
        for (var next = 0; next < _nodes.Count; next++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var node = _nodes[next];
            taken.Clear();
            if (!visit(next, [.. Steps[node.Stage]], node.State, taken))
                return;
            foreach (var (words, e) in _reactions)
                Follow(node, next, node.Stage, e, words);
            foreach (var step in taken)
                Follow(node, next, step.Step.To, step.Said, step.Words);
        }
    }

    public string StageOf(int node) => _nodes[node].Stage;

    /// <summary>The shortest conversation to a state.</summary>
    public List<string> Conversation(int node)
    {
        var lines = new List<string>();
        for (var at = node; _nodes[at].Before >= 0; at = _nodes[at].Before)
            lines.Add(_nodes[at].Words);
        lines.Reverse();
        return lines;
    }

    private void Follow(Node node, int index, string stage, EventShape e, string words)
    {
        var state = node.State.Copy();
        _rules.Step(state, e);
        _rules.Normalize(state);
        Reach(stage, state, index, words);
    }

    private void Reach(string stage, RuleState state, int before, string words)
    {
        if (_seen.ContainsKey((stage, state)))
            return;
        if (_nodes.Count >= Limit)
        {
            Complete = false;
            return;
        }
        _seen.Add((stage, state), _nodes.Count);
        _nodes.Add(new(stage, state, before, words));
    }

    private sealed record Node(string Stage, RuleState State, int Before, string Words);
}

/// <summary>A step of the graph, prepared.</summary>
internal sealed class GraphStep(TalkStep step, RuleMove move, RuleSet rules)
{
    public TalkStep Step => step;

    public MoveShape Move { get; } = new(move, rules.Names);

    public EventShape Said { get; } = new(new(TraceEventKind.Agent, 0, 0) { Move = move }, rules.Names);

    public string Words { get; } = $"Agent: {string.Join(", ", move.Acts)}{(move.Product is null ? "" : $" ({move.Product})")}";

    /// <summary>By rule of the set.</summary>
    public MoveView?[] Views { get; } = [.. rules.Monitors.Select(m => m.View(new MoveShape(move, rules.Names)))];
}
