using ConvoStudio.Engine.Compliance.Sentences;

namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>Rules compiled to monitors. Immutable and safe for any number of readers; what they remember lies in a <see cref="RuleState"/>.</summary>
public sealed class RuleSet
{
    private readonly RuleNames _names;
    private readonly RuleMonitor[] _monitors;
    private readonly RuleState _opening;
    private readonly int _turnsThatMatter;

    /// <summary>Compiles the rules.</summary>
    /// <param name="rules">Rules; their order decides nothing.</param>
    /// <param name="vocabulary">The playbook's names.</param>
    /// <exception cref="RuleFormatException">A check fails; the first error with its place.</exception>
    public RuleSet(IReadOnlyList<SentenceRule> rules, RuleVocabulary vocabulary)
        : this(rules, vocabulary, MonitorTable.Of)
    {
    }

    internal RuleSet(IReadOnlyList<SentenceRule> rules, RuleVocabulary vocabulary, Func<SentenceRule, StateLayout, RuleMonitor> monitor)
    {
        if (RuleSetCheck.Check(rules, vocabulary) is [var error, ..])
            throw new RuleFormatException(error.Field, error.Message);
        Rules = [.. rules];
        Vocabulary = vocabulary;
        _names = new(vocabulary);
        var layout = new StateLayout(_names);
        _monitors = [.. rules.Select(r => monitor(r, layout))];
        _turnsThatMatter = _monitors.Select(m => m.AgentTurnsThatMatter).DefaultIfEmpty().Max();
        _opening = new(layout.Size, _names.FactCount);
        foreach (var each in _monitors)
            each.Reset(_opening);
    }

    /// <summary>The rules, in the order given.</summary>
    public IReadOnlyList<SentenceRule> Rules { get; }

    /// <summary>The playbook's names.</summary>
    public RuleVocabulary Vocabulary { get; }

    internal IReadOnlyList<RuleMonitor> Monitors => _monitors;

    internal RuleNames Names => _names;

    /// <summary>The state before the first event.</summary>
    public RuleState Open() => _opening.Copy();

    /// <summary>Follows one more event, which must come after those before it.</summary>
    public void Step(RuleState state, TraceEvent e) => Step(state, new EventShape(e, _names));

    /// <summary>What one rule says of a move now. Effects and "if unknown" are not applied.</summary>
    /// <param name="rule">Number of the rule in <see cref="Rules"/>.</param>
    /// <param name="state">The state of the trace.</param>
    /// <param name="now">The situation of the decision.</param>
    /// <param name="move">The move.</param>
    public RuleAnswer Judge(int rule, RuleState state, in RuleSituation now, RuleMove move)
    {
        var monitor = _monitors[rule];
        var shape = Shape(now);
        return monitor.View(new MoveShape(move, _names)) is { } view && monitor.InForce(shape) ? monitor.Judge(state, shape, view) : RuleAnswer.Kept;
    }

    internal void Step(RuleState state, EventShape e)
    {
        if (!e.Earlier && e.Kind is TraceEventKind.Agent or TraceEventKind.Customer)
        {
            state.Turns++;
            if (e.Kind == TraceEventKind.Agent)
                state.AgentTurns++;
        }
        foreach (var (fact, value) in e.Facts)
            state.Facts[fact] = value;
        foreach (var monitor in _monitors)
            monitor.Step(state, e);
    }

    /// <summary>Makes states equal that no later event or move can tell apart, so that a search may merge them.</summary>
    internal void Normalize(RuleState state)
    {
        var kept = Math.Min(state.AgentTurns, _turnsThatMatter);
        foreach (var monitor in _monitors)
            monitor.Normalize(state, kept);
        (state.Turns, state.AgentTurns) = (0, kept);
    }

    internal SituationShape Shape(in RuleSituation now)
    {
        LocalTime? local = null;
        bool? holiday = null;
        if (now.UtcOffset is { } offset)
        {
            var time = new DateTime(now.NowTicks + offset.Ticks, DateTimeKind.Unspecified);
            local = new((time.Hour * 60) + time.Minute, time.DayOfWeek);
            holiday = now.Holidays?.Contains(DateOnly.FromDateTime(time));
        }
        return new(now.NowTicks, _names.Channel(now.Channel), _names.Jurisdiction(now.Jurisdiction), _names.Segment(now.Segment), local, holiday, now.Approvals);
    }
}
