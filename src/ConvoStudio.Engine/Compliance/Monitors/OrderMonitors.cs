using System.Globalization;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>Before A, D. Remembers the turn of the last D (by product when asked) and the turn of each product's last change of number.</summary>
internal sealed class RequireBeforeMonitor : RuleMonitor
{
    private const int SaidInside = 1;
    private const long Never = long.MinValue;

    private readonly RequireBeforeRule _body;
    private readonly PatternMatch _actions;
    private readonly bool[] _prerequisite;
    private readonly int _number;
    private readonly int _said;
    private readonly int _changed;
    private readonly int _last;

    public RequireBeforeMonitor(SentenceRule rule, RequireBeforeRule body, StateLayout layout)
        : base(rule, layout)
    {
        _body = body;
        _actions = new(body.Actions, Names);
        _prerequisite = Names.ActTable(body.Prerequisite);
        _number = body.AgainWhenChanged is null ? -1 : Names.Number(body.AgainWhenChanged);
        _said = layout.Take(body.SameProduct ? Names.ProductCount : 1);
        _changed = _number < 0 ? -1 : layout.Take(Names.ProductCount);
        _last = _number < 0 ? -1 : layout.Take(Names.ProductCount);
    }

    public override void Reset(RuleState state)
    {
        state.Words.AsSpan(_said, _body.SameProduct ? Names.ProductCount : 1).Fill(Never);
        if (_number >= 0)
            state.Words.AsSpan(_last, Names.ProductCount).Fill(Bits(double.NaN));
    }

    public override void Step(RuleState state, EventShape e)
    {
        if (!e.IsTurnOf(Speaker.Agent) && !e.IsTurnOf(Speaker.Customer))
            return;
        var product = e.Move.Product;
        if (Changes(state, product, Number(e.Move)))
            (state.Words[_changed + product], state.Words[_last + product]) = (state.Turns, Bits(Number(e.Move)));
        if (e.IsTurnOf(_body.By) && e.Move.Has(_prerequisite))
            state.Words[_said + (_body.SameProduct ? product : 0)] = state.Turns;
    }

    public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view)
    {
        if ((view.Flags & SaidInside) != 0)
            return RuleAnswer.Kept;
        // Products the vocabulary does not have cannot be told apart, so nothing said about one counts for another.
        if (view.Product == Names.OtherProduct && (_body.SameProduct || _number >= 0))
            return RuleAnswer.Broken;
        var said = state.Words[_said + (_body.SameProduct ? view.Product : 0)];
        return Of(said == Never || Changes(state, view.Product, view.Number) || (_number >= 0 && said < state.Words[_changed + view.Product]));
    }

    public override void Normalize(RuleState state, int kept)
    {
        var places = _body.SameProduct ? Names.ProductCount : 1;
        if (_number >= 0)
            for (var product = 0; product < Names.ProductCount; product++)
            {
                var said = state.Words[_said + (_body.SameProduct ? product : 0)];
                state.Words[_changed + product] = said != Never && said < state.Words[_changed + product] ? 1 : 0;
            }
        for (var place = 0; place < places; place++)
            if (state.Words[_said + place] != Never)
                state.Words[_said + place] = 0;
        if (_number >= 0)
            state.Words[_last + Names.OtherProduct] = 0;
    }

    public override string? Detail(RuleState state, in MoveView view)
    {
        var what = string.Join(" or ", _body.Prerequisite);
        var turn = (state.Turns + 1).ToString(CultureInfo.InvariantCulture);
        var said = state.Words.AsSpan(_said, _body.SameProduct ? Names.ProductCount : 1);
        var last = Never;
        foreach (var stamp in said)
            last = Math.Max(last, stamp);
        if (last == Never)
            return $"At turn {turn} {what} had not been said.";
        var own = said[_body.SameProduct ? view.Product : 0];
        return own == Never
            ? $"At turn {turn} {what} had last been said at turn {last.ToString(CultureInfo.InvariantCulture)} for another product."
            : $"At turn {turn} {what} had last been said at turn {own.ToString(CultureInfo.InvariantCulture)}, and {_body.AgainWhenChanged} changed since.";
    }

    protected override MoveView? See(MoveShape move)
    {
        var first = _actions.First(move);
        if (first < 0 || !Covers(move.Product))
            return null;
        var inside = move.FirstOf(_prerequisite);
        return _body.By == Speaker.Agent && inside >= 0 && inside < first
            ? null
            : new MoveView(_body.SameProduct || _number >= 0 ? move.Product : 0, Number: Number(move));
    }

    private double Number(MoveShape move) => _number < 0 || move.Numbers.Length == 0 ? double.NaN : move.Numbers[_number];

    private bool Changes(RuleState state, int product, double number) => _number >= 0 && !double.IsNaN(number) && state.Words[_last + product] != Bits(number);

    private static long Bits(double number) => BitConverter.DoubleToInt64Bits(number == 0 ? 0 : number);
}

/// <summary>Whenever T, D in the same move.</summary>
internal sealed class SayWithMonitor(SentenceRule rule, SayWithRule body, StateLayout layout) : RuleMonitor(rule, layout)
{
    private readonly bool[] _trigger = layout.Names.ActTable(body.Trigger);
    private readonly bool[] _companion = layout.Names.ActTable(body.Companion);

    public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view) => RuleAnswer.Broken;

    protected override MoveView? See(MoveShape move) => Covers(move.Product) && move.Has(_trigger) && !move.Has(_companion) ? new MoveView() : null;
}

/// <summary>After T, D. Remembers the agent turn by which the oldest open duty must be done.</summary>
internal sealed class RequireAfterMonitor(SentenceRule rule, RequireAfterRule body, StateLayout layout) : RuleMonitor(rule, layout)
{
    private const int EndsOpenIfOpen = 1;
    private const int EndsOpenIfClosed = 2;
    private const int Fulfils = 4;
    private const long Closed = 0;

    private readonly bool[] _trigger = layout.Names.ActTable(body.Trigger);
    private readonly bool[] _duty = layout.Names.ActTable(body.Duty);
    private readonly int _deadline = layout.Take(1);

    public override void Step(RuleState state, EventShape e)
    {
        if (e.IsTurnOf(Speaker.Agent))
            foreach (var act in e.Move.Acts)
            {
                if (act >= 0 && _duty[act])
                    state.Words[_deadline] = Closed;
                if (body.By == Speaker.Agent)
                    Open(state, e.Move, act);
            }
        else if (e.IsTurnOf(Speaker.Customer) && body.By == Speaker.Customer)
            foreach (var act in e.Move.Acts)
                Open(state, e.Move, act);
    }

    public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view)
    {
        var deadline = state.Words[_deadline];
        return deadline == Closed
            ? Of((view.Flags & EndsOpenIfClosed) != 0)
            : Of((view.Flags & EndsOpenIfOpen) != 0 || ((view.Flags & Fulfils) == 0 && deadline <= state.AgentTurns + 1));
    }

    public override void Normalize(RuleState state, int kept)
    {
        // What matters of a deadline is how many turns are left.
        if (state.Words[_deadline] is not (Closed or long.MaxValue))
            state.Words[_deadline] = kept + Math.Max(1, state.Words[_deadline] - state.AgentTurns);
    }

    public override string? Detail(RuleState state, in MoveView view) => state.Words[_deadline] == Closed ? null : "The duty is open, and this move leaves it undone.";

    protected override MoveView? See(MoveShape move)
    {
        var flags = (EndsOpen(move, true) ? EndsOpenIfOpen : 0) | (EndsOpen(move, false) ? EndsOpenIfClosed : 0) | (move.Has(_duty) ? Fulfils : 0);
        return flags == Fulfils ? null : new MoveView(Flags: flags);
    }

    private void Open(RuleState state, MoveShape move, int act)
    {
        if (act >= 0 && _trigger[act] && Covers(move.Product) && state.Words[_deadline] == Closed)
            state.Words[_deadline] = body.WithinTurns is { } turns ? state.AgentTurns + turns : long.MaxValue;
    }

    private bool EndsOpen(MoveShape move, bool open)
    {
        for (var i = 0; i < move.Acts.Length; i++)
        {
            var act = move.Acts[i];
            if (act >= 0 && _duty[act])
                open = false;
            if (act >= 0 && body.By == Speaker.Agent && _trigger[act] && Covers(move.Product))
                open = true;
            if (move.Ending[i] && open)
                return true;
        }
        return false;
    }
}

/// <summary>The first n agent turns include D.</summary>
internal sealed class AtStartMonitor(SentenceRule rule, AtStartRule body, StateLayout layout) : RuleMonitor(rule, layout)
{
    private readonly bool[] _acts = layout.Names.ActTable(body.Acts);
    private readonly int _done = layout.Take(1);

    public override int AgentTurnsThatMatter => body.Turns;

    public override void Step(RuleState state, EventShape e)
    {
        if (e.IsTurnOf(Speaker.Agent) && e.Move.Has(_acts))
            state.Words[_done] = 1;
    }

    public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view) =>
        Of(state.Words[_done] == 0 && (state.AgentTurns + 1 >= body.Turns || view.Flags != 0));

    protected override MoveView? See(MoveShape move) => !Covers(move.Product) || move.Has(_acts) ? null : new MoveView(Flags: Array.IndexOf(move.Ending, true) >= 0 ? 1 : 0);
}
