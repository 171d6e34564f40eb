using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Rules;

namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>Never A when C.</summary>
internal sealed class ForbidMonitor(SentenceRule rule, ForbidRule body, StateLayout layout) : RuleMonitor(rule, layout)
{
    private readonly PatternMatch _actions = new(body.Actions, layout.Names);
    private readonly ConditionTest? _when = body.When is null ? null : ConditionTest.Of(body.When, layout);

    public override bool NeedsRunTime => _when is { ReadsClock: true };

    public override void Step(RuleState state, EventShape e) => _when?.Step(state, e);

    public override void Normalize(RuleState state, int kept) => _when?.Normalize(state);

    public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view) =>
        _when is null ? RuleAnswer.Broken : Of(_when.Test(state, now.NowTicks));

    protected override MoveView? See(MoveShape move) => Covers(move.Product) && _actions.First(move) >= 0 ? new MoveView() : null;
}

/// <summary>Offer only if K; unknown counts as no.</summary>
internal sealed class EligibilityMonitor(SentenceRule rule, EligibilityRule body, StateLayout layout) : RuleMonitor(rule, layout)
{
    private readonly bool[] _offered = RuleNames.Table(body.Products, layout.Names.ProductCount, layout.Names.Product)!;
    private readonly PatternMatch _actions = new(body.Actions, layout.Names);
    private readonly ConditionTest _onlyIf = ConditionTest.Of(body.OnlyIf, layout);

    public override bool NeedsRunTime => _onlyIf.ReadsClock;

    public override void Step(RuleState state, EventShape e) => _onlyIf.Step(state, e);

    public override void Normalize(RuleState state, int kept) => _onlyIf.Normalize(state);

    public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view) => Of(_onlyIf.Test(state, now.NowTicks) != ConditionResult.True);

    public override string? Detail(RuleState state, in MoveView view)
    {
        var missing = body.OnlyIf.Facts.Distinct(StringComparer.Ordinal).Where(f => !state.Facts[Names.Fact(f)].IsKnown && Names.PolicyReads(f)).ToList();
        return missing.Count == 0 ? null : $"Asking for {string.Join(" and ", missing)} would decide it.";
    }

    protected override MoveView? See(MoveShape move) => _offered[move.Product] && Covers(move.Product) && _actions.First(move) >= 0 ? new MoveView() : null;
}

/// <summary>When V becomes true, hand over, then no A until cleared. V is looked at after every event and at the decision.</summary>
internal sealed class HandOverMonitor(SentenceRule rule, HandOverRule body, StateLayout layout) : RuleMonitor(rule, layout)
{
    private const int HandsOver = 1;
    private const int Sells = 2;

    private readonly PatternMatch _selling = new(body.Selling, layout.Names);
    private readonly ConditionTest _when = ConditionTest.Of(body.When, layout);
    private readonly int _latched = layout.Take(1);
    private readonly int _wasTrue = layout.Take(1);
    private readonly int _handedOver = layout.Take(1);

    public override bool NeedsRunTime => _when.ReadsClock;

    public override void Step(RuleState state, EventShape e)
    {
        if (e.Earlier)
            return;
        if (e.Kind == TraceEventKind.Cleared)
            state.Words[_latched] = 0;
        if (state.Words[_latched] != 0 && e.Kind == TraceEventKind.Agent && e.Move.HandsOver)
            state.Words[_handedOver] = 1;
        _when.Step(state, e);
        var holds = _when.Test(state, e.AtTicks) == ConditionResult.True;
        if (holds && state.Words[_wasTrue] == 0 && state.Words[_latched] == 0)
            (state.Words[_latched], state.Words[_handedOver]) = (1, 0);
        state.Words[_wasTrue] = holds ? 1 : 0;
    }

    public override void Normalize(RuleState state, int kept)
    {
        _when.Normalize(state);
        if (state.Words[_latched] == 0)
            state.Words[_handedOver] = 0;
    }

    public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view)
    {
        if (state.Words[_latched] != 0)
            return Of(state.Words[_handedOver] != 0 ? (view.Flags & Sells) != 0 : (view.Flags & HandsOver) == 0);
        if (state.Words[_wasTrue] != 0 || (view.Flags & HandsOver) != 0)
            return RuleAnswer.Kept;
        return Of(_when.Test(state, now.NowTicks));
    }

    protected override MoveView? See(MoveShape move)
    {
        var flags = (move.HandsOver ? HandsOver : 0) | (Covers(move.Product) && _selling.First(move) >= 0 ? Sells : 0);
        return flags == HandsOver ? null : new MoveView(Flags: flags);
    }
}

/// <summary>The policy must not use a fact.</summary>
internal sealed class DoNotUseMonitor(SentenceRule rule, DoNotUseRule body, StateLayout layout) : RuleMonitor(rule, layout)
{
    public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view) => RuleAnswer.Broken;

    protected override MoveView? See(MoveShape move) => Names.PolicyReads(body.Fact) && Covers(move.Product) ? new MoveView() : null;
}

/// <summary>Parity is checked over many conversations: no move breaks it.</summary>
internal sealed class ParityMonitor(SentenceRule rule, ParityRule body, StateLayout layout) : RuleMonitor(rule, layout)
{
    public override bool NeedsRunTime => true;

    public override bool SpeaksOf(IEnumerable<MoveShape> moves)
    {
        var acts = Names.ActTable(body.Acts);
        return moves.Any(m => m.Has(acts));
    }

    public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view) => RuleAnswer.Kept;

    protected override MoveView? See(MoveShape move) => null;
}
