using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Rules;

namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>A only in the customer's hours.</summary>
internal sealed class QuietHoursMonitor(SentenceRule rule, QuietHoursRule body, StateLayout layout) : RuleMonitor(rule, layout)
{
    private readonly PatternMatch _actions = new(body.Actions, layout.Names);
    private readonly int _from = (body.From.Hour * 60) + body.From.Minute;
    private readonly int _to = (body.To.Hour * 60) + body.To.Minute;

    public override bool NeedsRunTime => true;

    public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view)
    {
        if (now.Local is not { } local)
            return RuleAnswer.Broken;
        var minute = local.MinuteOfDay;
        var open = _from < _to ? minute >= _from && minute < _to : minute >= _from || minute < _to;
        if (!open || (body.WeekdaysOnly && local.Day is DayOfWeek.Saturday or DayOfWeek.Sunday) || (body.NotOnHolidays && now.Holiday is true))
            return RuleAnswer.Broken;
        return body.NotOnHolidays && now.Holiday is null ? RuleAnswer.Unknown : RuleAnswer.Kept;
    }

    protected override MoveView? See(MoveShape move) => Covers(move.Product) && _actions.First(move) >= 0 ? new MoveView() : null;
}

/// <summary>At least d between D and A. Remembers the time of the latest D.</summary>
internal sealed class WaitingTimeMonitor(SentenceRule rule, WaitingTimeRule body, StateLayout layout) : RuleMonitor(rule, layout)
{
    private const int SaidInside = 1;
    private const long Never = long.MinValue;

    private readonly bool[] _after = layout.Names.ActTable(body.After);
    private readonly PatternMatch _actions = new(body.Actions, layout.Names);
    private readonly int _last = layout.Take(1);

    public override bool NeedsRunTime => true;

    public override void Reset(RuleState state) => state.Words[_last] = Never;

    public override void Step(RuleState state, EventShape e)
    {
        if (e.Kind == TraceEventKind.Agent && Covers(e.Move.Product) && e.Move.Has(_after))
            state.Words[_last] = e.AtTicks;
    }

    public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view) => Of(
        (view.Flags & SaidInside) != 0 || (state.Words[_last] != Never && now.NowTicks - state.Words[_last] < body.Wait.Ticks));

    protected override MoveView? See(MoveShape move)
    {
        var first = _actions.First(move);
        if (first < 0 || !Covers(move.Product))
            return null;
        var inside = move.FirstOf(_after);
        return new MoveView(Flags: inside >= 0 && inside < first ? SaidInside : 0);
    }
}

/// <summary>A above a limit only with approval.</summary>
internal sealed class CeilingMonitor(SentenceRule rule, CeilingRule body, StateLayout layout) : RuleMonitor(rule, layout)
{
    private readonly PatternMatch _actions = new(body.Actions, layout.Names);
    private readonly int _number = layout.Names.Number(body.Number);

    public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view)
    {
        if (now.Approvals is not null && now.Approvals.Contains(new(body.Role, Rule.Key, Rule.Version)))
            return RuleAnswer.Kept;
        return double.IsNaN(view.Number) ? RuleAnswer.Unknown : Of(view.Number > body.Limit);
    }

    protected override MoveView? See(MoveShape move) => Covers(move.Product) && _actions.First(move) >= 0 ? new MoveView(Number: move.Numbers[_number]) : null;
}
