using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Tests.Compliance.Monitors;

/// <summary>What a rule says of a move, read off the whole trace with names and searches. Slow, and shares nothing with the monitors.</summary>
internal sealed class ReferenceEvaluator(SentenceRule rule, RuleVocabulary vocabulary, IReadOnlyList<TraceEvent> past, RuleSituation now)
{
    private IEnumerable<TraceEvent> Here => past.Where(e => !e.Earlier);

    private IEnumerable<TraceEvent> AgentHere => Here.Where(e => e.Kind == TraceEventKind.Agent);

    public RuleAnswer Judge(RuleMove move)
    {
        if (move.Acts.Any(vocabulary.StopActs.Contains) || !InForce())
            return RuleAnswer.Kept;
        return rule.Body switch
        {
            ForbidRule r => !Fits(r.Actions, move) ? RuleAnswer.Kept : r.When is null ? RuleAnswer.Broken : Answer(Holds(r.When, past, now.NowTicks)),
            RequireBeforeRule r => Yes(Fits(r.Actions, move) && !SaidBefore(r, move)),
            SayWithRule r => Yes(Covers(move) && move.Acts.Any(r.Trigger.Contains) && !move.Acts.Any(r.Companion.Contains)),
            RequireAfterRule r => Yes(BreaksDuty(r, move)),
            AtStartRule r => Yes(Covers(move) && !move.Acts.Any(r.Acts.Contains) && !AgentHere.Any(e => e.Move!.Acts.Any(r.Acts.Contains))
                && (AgentHere.Count() + 1 >= r.Turns || move.Acts.Any(vocabulary.EndingActs.Contains))),
            CapRule r => OverCap(r, move),
            StopAfterNoRule r => Yes(Fits(r.Actions, move) && Stopped(r)),
            QuietHoursRule r => Fits(r.Actions, move) ? InHours(r) : RuleAnswer.Kept,
            ConsentGateRule r => Yes(Fits(r.Actions, move) && !Consented(r)),
            WaitingTimeRule r => Yes(Fits(r.Actions, move) && TooSoon(r, move)),
            CeilingRule r => !Fits(r.Actions, move) || (now.Approvals?.Any(a => a.Role == r.Role && a.Rule == rule.Key && a.Version == rule.Version) ?? false) ? RuleAnswer.Kept
                : move.Numbers?.TryGetValue(r.Number, out var number) ?? false ? Yes(number > r.Limit) : RuleAnswer.Unknown,
            EligibilityRule r => Yes(move.Product is not null && r.Products.Contains(move.Product) && Fits(r.Actions, move) && Holds(r.OnlyIf, past, now.NowTicks) != true),
            HandOverRule r => HandsOver(r, move),
            DoNotUseRule r => Yes(Covers(move) && vocabulary.Facts.Single(f => f.Key == r.Fact).Usages.HasFlag(FactUsages.Policy)),
            _ => RuleAnswer.Kept,
        };
    }

    private bool InForce()
    {
        var day = DateOnly.FromDateTime(new DateTime(now.NowTicks));
        return (rule.From is null || day >= rule.From) && (rule.Until is null || day < rule.Until)
            && Inside(rule.Scope.Channels, vocabulary.Channels, now.Channel) && Inside(rule.Scope.Jurisdictions, vocabulary.Jurisdictions, now.Jurisdiction)
            && Inside(rule.Scope.Segments, vocabulary.Segments, now.Segment);
    }

    private static bool Inside(ValueList<string> scope, ValueList<string> known, string? name) =>
        scope.Count == 0 || name is null || !known.Contains(name) || scope.Contains(name);

    private bool Covers(RuleMove move) => rule.Scope.Products.Count == 0 || (move.Product is not null && rule.Scope.Products.Contains(move.Product));

    private bool Fits(ActionPattern pattern, RuleMove move) => Covers(move) && Places(pattern, move).Any();

    private static IEnumerable<int> Places(ActionPattern pattern, RuleMove move)
    {
        if (pattern.Stages.Count > 0 && (move.Stage is null || !pattern.Stages.Contains(move.Stage)))
            return [];
        if (pattern.Tags.Count > 0 && !move.Tags.Any(pattern.Tags.Contains))
            return [];
        return pattern.Acts.Count == 0 ? [0] : Enumerable.Range(0, move.Acts.Count).Where(i => pattern.Acts.Contains(move.Acts[i]));
    }

    private static bool By(TraceEvent e, Speaker speaker) => !e.Earlier && e.Kind == (speaker == Speaker.Agent ? TraceEventKind.Agent : TraceEventKind.Customer);

    private bool SaidBefore(RequireBeforeRule r, RuleMove move)
    {
        var first = Places(r.Actions, move).First();
        if (r.By == Speaker.Agent && move.Acts.Take(first).Any(r.Prerequisite.Contains))
            return true;
        var strange = move.Product is not null && !vocabulary.Products.Contains(move.Product);
        if (strange && (r.SameProduct || r.AgainWhenChanged is not null))
            return false;
        var turns = Here.Where(e => e.Move is not null).ToList();
        var lastSaid = turns.FindLastIndex(e => By(e, r.By) && e.Move!.Acts.Any(r.Prerequisite.Contains) && (!r.SameProduct || e.Move.Product == move.Product));
        if (lastSaid < 0)
            return false;
        if (r.AgainWhenChanged is not { } x)
            return true;
        // All the numbers stated for the product up to and with this move; D must stand at or after the last one that differs from the one before it.
        var stated = turns.Select((e, i) => (e.Move!, i)).Append((move, turns.Count)).Where(t => t.Item1.Product == move.Product && (t.Item1.Numbers?.ContainsKey(x) ?? false))
            .Select(t => (Value: t.Item1.Numbers![x], t.Item2)).ToList();
        var lastChange = -1;
        for (var i = 0; i < stated.Count; i++)
            if (i == 0 || stated[i].Value != stated[i - 1].Value)
                lastChange = stated[i].Item2;
        return lastSaid >= lastChange;
    }

    private bool BreaksDuty(RequireAfterRule r, RuleMove move)
    {
        // The trace and the move as one line of acts; a duty is a T with no D behind it.
        var line = new List<(bool Trigger, bool Duty, bool Ends, int AgentTurn)>();
        var turn = 0;
        foreach (var e in Here.Where(e => e.Move is not null))
        {
            turn += e.Kind == TraceEventKind.Agent ? 1 : 0;
            foreach (var act in e.Move!.Acts)
                line.Add((By(e, r.By) && r.Trigger.Contains(act) && Covers(e.Move), e.Kind == TraceEventKind.Agent && r.Duty.Contains(act), false, turn));
        }
        var before = line.Count;
        foreach (var act in move.Acts)
            line.Add((r.By == Speaker.Agent && r.Trigger.Contains(act) && Covers(move), r.Duty.Contains(act), vocabulary.EndingActs.Contains(act), turn + 1));
        for (var t = 0; t < line.Count; t++)
        {
            if (!line[t].Trigger || line.Skip(t + 1).Take(before - t - 1).Any(a => a.Duty))
                continue;
            var done = line.FindIndex(Math.Max(t + 1, before), a => a.Duty);
            var end = line.FindIndex(Math.Max(t, before), a => a.Ends);
            if (end >= 0 && (done < 0 || end < done))
                return true;
            if (t < before && done < 0 && r.WithinTurns is { } k && turn + 1 >= line[t].AgentTurn + k)
                return true;
        }
        return false;
    }

    private RuleAnswer OverCap(CapRule r, RuleMove move)
    {
        var matches = Covers(move) ? Places(r.Actions, move).Count() : 0;
        if (matches == 0)
            return RuleAnswer.Kept;
        if (matches > r.Count)
            return RuleAnswer.Broken;
        var channel = now.Channel is not null && vocabulary.Channels.Contains(now.Channel) ? now.Channel : null;
        if (r.Per == CapUnit.Channel && channel is null)
            return RuleAnswer.Unknown;
        string Unit(string? product) => product is null ? "none" : vocabulary.Products.Contains(product) ? $"p:{product}" : "other";
        var said = past.Where(e => e.Kind == TraceEventKind.Agent && Covers(e.Move!) && (r.Window is null || e.AtTicks > now.NowTicks - r.Window.Value.Ticks)).Where(e => r.Per switch
        {
            CapUnit.Conversation => !e.Earlier,
            CapUnit.Product => Unit(e.Move!.Product) == Unit(move.Product),
            CapUnit.Channel => e.Channel is null || !vocabulary.Channels.Contains(e.Channel) || e.Channel == channel,
            _ => true,
        }).Sum(e => Places(r.Actions, e.Move!).Count());
        return Yes(said + matches > r.Count);
    }

    private bool Stopped(StopAfterNoRule r)
    {
        var acts = past.Where(e => e.Kind == TraceEventKind.Customer && (r.For is not null || !e.Earlier)).SelectMany(e => e.Move!.Acts.Select(a => (Act: a, Event: e))).ToList();
        var request = acts.FindLastIndex(a => r.Request.Contains(a.Act));
        // An act that is both asks first and refuses then.
        var refusals = acts.Skip(Math.Max(0, request)).Where(a => r.Refusal.Contains(a.Act) && Covers(a.Event.Move!)).ToList();
        return refusals.Count >= r.Refusals && (r.For is null || now.NowTicks - refusals[^1].Event.AtTicks < r.For.Value.Ticks);
    }

    private RuleAnswer InHours(QuietHoursRule r)
    {
        if (now.UtcOffset is null)
            return RuleAnswer.Broken;
        var local = new DateTime(now.NowTicks).Add(now.UtcOffset.Value);
        if (!TimeOnly.FromDateTime(local).IsBetween(r.From, r.To) || (r.WeekdaysOnly && (local.DayOfWeek == DayOfWeek.Saturday || local.DayOfWeek == DayOfWeek.Sunday)))
            return RuleAnswer.Broken;
        if (!r.NotOnHolidays)
            return RuleAnswer.Kept;
        return now.Holidays is null ? RuleAnswer.Unknown : Yes(now.Holidays.Contains(DateOnly.FromDateTime(local)));
    }

    private bool Consented(ConsentGateRule r)
    {
        var channel = r.Channel ?? now.Channel;
        if (channel is null || !vocabulary.Channels.Contains(channel))
            return false;
        var last = past.LastOrDefault(e => e.Kind == TraceEventKind.Consent && e.Purpose == r.Purpose
            && (e.Channel is null || e.Channel == channel || (!e.Granted && !vocabulary.Channels.Contains(e.Channel))));
        return last is { Granted: true } && (r.NotOlderThan is null || now.NowTicks - last.AtTicks <= r.NotOlderThan.Value.Ticks);
    }

    private bool TooSoon(WaitingTimeRule r, RuleMove move) =>
        move.Acts.Take(Places(r.Actions, move).First()).Any(r.After.Contains)
        || past.Any(e => e.Kind == TraceEventKind.Agent && Covers(e.Move!) && e.Move!.Acts.Any(r.After.Contains) && now.NowTicks - e.AtTicks < r.Wait.Ticks);

    private RuleAnswer HandsOver(HandOverRule r, RuleMove move)
    {
        var (active, handed, was) = (false, false, false);
        for (var i = 0; i < past.Count; i++)
        {
            var e = past[i];
            if (e.Earlier)
                continue;
            if (e.Kind == TraceEventKind.Cleared)
                active = false;
            if (active && e.Kind == TraceEventKind.Agent && e.Move!.Acts.Any(vocabulary.HandOverActs.Contains))
                handed = true;
            var holds = Holds(r.When, past.Take(i + 1).ToList(), e.AtTicks) == true;
            if (holds && !was && !active)
                (active, handed) = (true, false);
            was = holds;
        }
        var over = move.Acts.Any(vocabulary.HandOverActs.Contains);
        var sells = Fits(r.Selling, move);
        if (active)
            return Yes(handed ? sells : !over);
        if (was || over)
            return RuleAnswer.Kept;
        return Answer(Holds(r.When, past, now.NowTicks));
    }

    /// <summary>Kleene's logic with null for unknown.</summary>
    private bool? Holds(Condition condition, IReadOnlyList<TraceEvent> trace, long at)
    {
        switch (condition)
        {
            case FactIs c:
                return Compare(Value(c.Fact, trace), c);
            case FactKnown c:
                return Value(c.Fact, trace).Kind is FactValueKind.Number or FactValueKind.Word or FactValueKind.Flag;
            case OnceSaid c:
                return trace.Any(e => By(e, c.By) && e.Move!.Acts.Contains(c.Act));
            case NotYetSaid c:
                return !trace.Any(e => By(e, c.By) && e.Move!.Acts.Contains(c.Act));
            case SaidCount c:
                var turns = trace.Where(e => !e.Earlier && e.Move is not null).ToList();
                var looked = c.Window.Turns is { } k ? turns.Skip(turns.Count - k) : c.Window.Time is { } d ? turns.Where(e => at - e.AtTicks < d.Ticks) : turns;
                var count = looked.Where(e => By(e, c.By)).Sum(e => e.Move!.Acts.Count(a => a == c.Act));
                return c.Comparison == FactComparison.Equal ? count == c.Count : c.Comparison == FactComparison.NotEqual ? count != c.Count
                    : c.Comparison == FactComparison.AtLeast ? count >= c.Count : count <= c.Count;
            case AllOf c:
                var all = c.Parts.Select(p => Holds(p, trace, at)).ToList();
                return all.Contains(false) ? false : all.Contains(null) ? null : true;
            case AnyOf c:
                var any = c.Parts.Select(p => Holds(p, trace, at)).ToList();
                return any.Contains(true) ? true : any.Contains(null) ? null : false;
            default:
                return !Holds(((NotOf)condition).Part, trace, at);
        }
    }

    private static FactValue Value(string fact, IReadOnlyList<TraceEvent> trace) =>
        trace.LastOrDefault(e => !e.Earlier && (e.Facts?.ContainsKey(fact) ?? false))?.Facts![fact] ?? FactValue.Unknown;

    private static bool? Compare(FactValue value, FactIs c)
    {
        if (value.Kind != c.Value.Kind)
            return null;
        var order = value.Kind == FactValueKind.Word ? (value.Word == c.Value.Word ? 0 : 1) : value.Number.CompareTo(c.Value.Number);
        return c.Comparison switch { FactComparison.Equal => order == 0, FactComparison.NotEqual => order != 0, FactComparison.AtLeast => order >= 0, _ => order <= 0 };
    }

    private static RuleAnswer Yes(bool broken) => broken ? RuleAnswer.Broken : RuleAnswer.Kept;

    private static RuleAnswer Answer(bool? broken) => broken is null ? RuleAnswer.Unknown : Yes(broken.Value);
}
