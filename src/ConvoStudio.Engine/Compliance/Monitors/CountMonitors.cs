using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>At most n A. Remembers the last n occurrences of each unit: n × products words at most.</summary>
internal sealed class CapMonitor : RuleMonitor
{
    private readonly CapRule _body;
    private readonly PatternMatch _actions;
    private readonly Occurrences[] _units;

    public CapMonitor(SentenceRule rule, CapRule body, StateLayout layout)
        : base(rule, layout)
    {
        _body = body;
        _actions = new(body.Actions, Names);
        _units = new Occurrences[body.Per switch { CapUnit.Product => Names.ProductCount, CapUnit.Channel => Names.ChannelCount, _ => 1 }];
        for (var i = 0; i < _units.Length; i++)
            _units[i] = new(layout, body.Count);
    }

    public override bool NeedsRunTime => _body.Per != CapUnit.Conversation || _body.Window is not null;

    public override void Step(RuleState state, EventShape e)
    {
        if (e.Kind != TraceEventKind.Agent || (e.Earlier && _body.Per == CapUnit.Conversation) || !Covers(e.Move.Product))
            return;
        var count = Math.Min(_actions.Count(e.Move), _body.Count);
        for (var i = 0; i < count; i++)
            Push(state, e);
    }

    public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view)
    {
        if (view.Matches > _body.Count)
            return RuleAnswer.Broken;
        var unit = _body.Per switch { CapUnit.Product => view.Product, CapUnit.Channel => now.Channel, _ => 0 };
        if (unit < 0)
            return RuleAnswer.Unknown;
        var before = _units[unit].After(state, _body.Window is { } window ? now.NowTicks - window.Ticks : long.MinValue);
        return Of(before + view.Matches > _body.Count);
    }

    public override void Normalize(RuleState state, int kept)
    {
        foreach (var unit in _units)
        {
            unit.Normalize(state, 0, long.MinValue);
            if (_body.Window is null)
                unit.Forget(state);
        }
    }

    protected override MoveView? See(MoveShape move) => Covers(move.Product) && _actions.Count(move) is > 0 and var count
        ? new MoveView(_body.Per == CapUnit.Product ? move.Product : 0, count)
        : null;

    // A turn on an unknown channel may have been on any.
    private void Push(RuleState state, EventShape e)
    {
        if (_body.Per == CapUnit.Channel && e.Channel < 0)
            foreach (var unit in _units)
                unit.Push(state, e.AtTicks);
        else
            _units[_body.Per switch { CapUnit.Product => e.Move.Product, CapUnit.Channel => e.Channel, _ => 0 }].Push(state, e.AtTicks);
    }
}

/// <summary>After n refusals no A.</summary>
internal sealed class StopAfterNoMonitor(SentenceRule rule, StopAfterNoRule body, StateLayout layout) : RuleMonitor(rule, layout)
{
    private readonly bool[] _refusal = layout.Names.ActTable(body.Refusal);
    private readonly bool[] _request = layout.Names.ActTable(body.Request);
    private readonly PatternMatch _actions = new(body.Actions, layout.Names);
    private readonly int _count = layout.Take(1);
    private readonly int _last = layout.Take(1);

    public override bool NeedsRunTime => body.For is not null;

    public override void Step(RuleState state, EventShape e)
    {
        if (e.Kind != TraceEventKind.Customer || (e.Earlier && body.For is null))
            return;
        foreach (var act in e.Move.Acts)
        {
            if (act < 0)
                continue;
            if (_request[act])
                state.Words[_count] = 0;
            if (!_refusal[act] || !Covers(e.Move.Product))
                continue;
            state.Words[_count] = Math.Min(body.Refusals, state.Words[_count] + 1);
            state.Words[_last] = e.AtTicks;
        }
    }

    public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view) =>
        Of(state.Words[_count] >= body.Refusals && (body.For is not { } time || now.NowTicks < state.Words[_last] + time.Ticks));

    public override void Normalize(RuleState state, int kept)
    {
        if (body.For is null)
            state.Words[_last] = 0;
    }

    protected override MoveView? See(MoveShape move) => Covers(move.Product) && _actions.First(move) >= 0 ? new MoveView() : null;
}

/// <summary>A only by consent. Remembers the latest grant of each channel.</summary>
internal sealed class ConsentGateMonitor(SentenceRule rule, ConsentGateRule body, StateLayout layout) : RuleMonitor(rule, layout)
{
    private const long Never = long.MinValue;

    private readonly PatternMatch _actions = new(body.Actions, layout.Names);
    private readonly int _purpose = layout.Names.Purpose(body.Purpose);
    private readonly int _channel = layout.Names.Channel(body.Channel);
    private readonly int _granted = layout.Take(layout.Names.ChannelCount);

    public override bool NeedsRunTime => true;

    public override void Reset(RuleState state) => state.Words.AsSpan(_granted, Names.ChannelCount).Fill(Never);

    public override void Step(RuleState state, EventShape e)
    {
        if (e.Kind != TraceEventKind.Consent || e.Purpose != _purpose)
            return;
        // A revocation for a channel nobody knows revokes all; a grant for one grants nothing.
        if (e.AllChannels || (e.Channel < 0 && !e.Granted))
            state.Words.AsSpan(_granted, Names.ChannelCount).Fill(e.Granted ? e.AtTicks : Never);
        else if (e.Channel >= 0)
            state.Words[_granted + e.Channel] = e.Granted ? e.AtTicks : Never;
    }

    public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view)
    {
        var channel = body.Channel is null ? now.Channel : _channel;
        if (channel < 0)
            return RuleAnswer.Broken;
        var granted = state.Words[_granted + channel];
        return Of(granted == Never || (body.NotOlderThan is { } age && now.NowTicks - granted > age.Ticks));
    }

    protected override MoveView? See(MoveShape move) => Covers(move.Product) && _actions.First(move) >= 0 ? new MoveView() : null;
}
