using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Compliance.Verification;

namespace ConvoStudio.Engine.Compliance.Examples;

/// <summary>Breadth-first over the states of one rule's monitor: the first way to a state is a shortest one. Moves that the rule stops end an example, so all before it keep the rule.</summary>
internal sealed class ExampleSearch
{
    private const int MostStates = 4_000;
    private const int MostSteps = 12;

    private readonly RuleSet _rules;
    private readonly RuleMonitor _monitor;
    private readonly bool _timed;
    private readonly IReadOnlyList<(RuleMove Move, bool Guarded)> _moves;
    private readonly ExampleStep[] _between;
    private readonly HashSet<(RuleState, long, int)> _seen = [];
    private readonly Queue<Node> _open = [];

    public ExampleSearch(SentenceRule rule, RuleVocabulary vocabulary)
    {
        // Dates are left out: examples tell what the rule says on a day it is in force.
        rule = rule with { From = null, Until = null };
        _rules = new([rule], vocabulary);
        _monitor = _rules.Monitors[0];
        _moves = new ExampleMoves(rule, vocabulary).All();
        var times = ExampleTimes.Of(rule.Body);
        _timed = times.Count > 0;
        _between =
        [
            .. CustomerReactions.Of([rule], vocabulary).Select(r => new ExampleStep(ExampleStepKind.Event) { Event = r.Event }),
            .. ExampleTimes.Consents(rule.Body).Select(e => new ExampleStep(ExampleStepKind.Event) { Event = e }),
            .. times.Select(t => new ExampleStep(ExampleStepKind.TimePasses) { Time = t }),
        ];
        var start = 0;
        foreach (var (steps, situation) in ExampleTimes.Starts(rule, vocabulary))
            Reach(new(_rules.Open(), situation, start++, steps));
    }

    public RuleExampleSet Run()
    {
        var (passes, stops) = (new ExampleChoice(), new ExampleChoice());
        while (_open.TryDequeue(out var node) && !(passes.Full && stops.Full))
        {
            if (_moves.Count == 0)
                break;
            foreach (var (move, guarded) in _moves)
                Say(node, move, guarded, passes, stops);
            if (node.Steps.Count < MostSteps)
                foreach (var step in _between)
                    Pass(node, step);
        }
        return new(passes.Chosen(), stops.Chosen());
    }

    private void Say(Node node, RuleMove move, bool guarded, ExampleChoice passes, ExampleChoice stops)
    {
        var now = node.Now with { NowTicks = node.Now.NowTicks + TimeSpan.TicksPerMinute };
        var answer = _rules.Judge(0, node.State, now, move);
        var broken = RuleVerifier.Breaks(_monitor.Rule, answer);
        var said = new ExampleStep(ExampleStepKind.Event) { Event = new(TraceEventKind.Agent, now.NowTicks, node.Steps.Count) { Move = move, Channel = now.Channel } };
        IReadOnlyList<ExampleStep> steps = [.. node.Steps, said];
        if (guarded && (answer == RuleAnswer.Broken || (answer == RuleAnswer.Kept && Touches(node, move))))
            (broken ? stops : passes).Offer(new(steps, now, answer, answer == RuleAnswer.Broken ? Detail(node, move) : null), Key(node));
        if (answer == RuleAnswer.Unknown && broken && guarded)
            stops.Offer(new(steps, now, answer, null), Key(node));
        if (broken || answer != RuleAnswer.Kept || node.Steps.Count >= MostSteps)
            return;
        var state = node.State.Copy();
        _rules.Step(state, said.Event);
        Reach(node with { State = state, Now = now, Steps = steps });
    }

    /// <summary>A duty that never arose tells nothing about the rule.</summary>
    private bool Touches(Node node, RuleMove move) => _monitor.Rule.Body is not (RequireAfterRule or HandOverRule) || !Merged(node.State).Equals(Merged(_rules.Open()))
        || (_monitor.Rule.Body is RequireAfterRule after && move.Acts.Any(after.Trigger.Contains));

    private string? Detail(Node node, RuleMove move) => _monitor.View(new MoveShape(move, _rules.Names)) is { } view ? _monitor.Detail(node.State, view) : null;

    private void Pass(Node node, ExampleStep step)
    {
        var now = node.Now with { NowTicks = node.Now.NowTicks + (step.Kind == ExampleStepKind.TimePasses ? step.Time.Ticks : TimeSpan.TicksPerMinute) };
        if (step.Event is not { } e)
        {
            // Time passing before anything happened, or twice, tells nothing.
            if (node.Steps.Count > 0 && node.Steps[^1].Kind == ExampleStepKind.Event)
                Reach(node with { Now = now, Steps = [.. node.Steps, step] });
            return;
        }
        var state = node.State.Copy();
        var dated = e with { AtTicks = now.NowTicks, Sequence = node.Steps.Count };
        _rules.Step(state, dated);
        Reach(node with { State = state, Now = now, Steps = [.. node.Steps, step with { Event = dated }] });
    }

    private void Reach(Node node)
    {
        if (_seen.Count < MostStates && _seen.Add(Key(node)))
            _open.Enqueue(node);
    }

    /// <summary>Where time matters two moments differ; elsewhere states that no later move can tell apart are one.</summary>
    private (RuleState State, long At, int Start) Key(Node node) => _timed ? (node.State, node.Now.NowTicks, node.Start) : (Merged(node.State), 0, node.Start);

    private RuleState Merged(RuleState state)
    {
        var merged = state.Copy();
        _rules.Normalize(merged);
        return merged;
    }

    private sealed record Node(RuleState State, RuleSituation Now, int Start, IReadOnlyList<ExampleStep> Steps);
}
