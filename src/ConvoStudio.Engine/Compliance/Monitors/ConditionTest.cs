using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>A condition with its places in the state. Never allocates while testing.</summary>
internal abstract class ConditionTest
{
    /// <summary>It reads the clock, so a proof without one cannot speak of it.</summary>
    public virtual bool ReadsClock => false;

    public virtual void Step(RuleState state, EventShape e)
    {
    }

    /// <summary>Makes states that tell the same equal.</summary>
    public virtual void Normalize(RuleState state)
    {
    }

    public abstract ConditionResult Test(RuleState state, long nowTicks);

    public static ConditionTest Of(Condition condition, StateLayout layout) => condition switch
    {
        FactIs fact => new FactIsTest(fact, layout.Names),
        FactKnown known => new FactKnownTest(layout.Names.Fact(known.Fact)),
        OnceSaid once => new SaidTest(once.By, layout.Names.Act(once.Act), layout, expected: true),
        NotYetSaid notYet => new SaidTest(notYet.By, layout.Names.Act(notYet.Act), layout, expected: false),
        SaidCount count => new CountTest(count, layout),
        AllOf all => new JunctionTest([.. all.Parts.Select(p => Of(p, layout))], ConditionResult.False),
        AnyOf any => new JunctionTest([.. any.Parts.Select(p => Of(p, layout))], ConditionResult.True),
        NotOf not => new NotTest(Of(not.Part, layout)),
        _ => throw new ArgumentException($"No test for {condition.GetType().Name}.", nameof(condition)),
    };

    public static ConditionResult Of(bool value) => value ? ConditionResult.True : ConditionResult.False;
}

internal sealed class FactIsTest(FactIs condition, RuleNames names) : ConditionTest
{
    private readonly int _fact = names.Fact(condition.Fact);

    public override ConditionResult Test(RuleState state, long nowTicks) => FactCondition.Test(state.Facts[_fact], condition.Comparison, condition.Value);
}

internal sealed class FactKnownTest(int fact) : ConditionTest
{
    public override ConditionResult Test(RuleState state, long nowTicks) => Of(state.Facts[fact].IsKnown);
}

internal sealed class SaidTest(Speaker by, int act, StateLayout layout, bool expected) : ConditionTest
{
    private readonly int _said = layout.Take(1);

    public override void Step(RuleState state, EventShape e)
    {
        if (e.IsTurnOf(by) && Array.IndexOf(e.Move.Acts, act) >= 0)
            state.Words[_said] = 1;
    }

    public override ConditionResult Test(RuleState state, long nowTicks) => Of((state.Words[_said] != 0) == expected);
}

internal sealed class CountTest(SaidCount condition, StateLayout layout) : ConditionTest
{
    private readonly int _act = layout.Names.Act(condition.Act);
    // One more than the number asked for tells "exactly" and "at most" from "more".
    private readonly Occurrences _occurrences = new(layout, condition.Count + 1);

    public override bool ReadsClock => condition.Window.Time is not null;

    public override void Step(RuleState state, EventShape e)
    {
        if (!e.IsTurnOf(condition.By))
            return;
        foreach (var act in e.Move.Acts)
            if (act == _act)
                _occurrences.Push(state, ReadsClock ? e.AtTicks : state.Turns);
    }

    public override void Normalize(RuleState state)
    {
        if (condition.Window.Turns is { } turns)
            _occurrences.Normalize(state, state.Turns, state.Turns - turns);
        else
            _occurrences.Normalize(state, 0, long.MinValue);
        if (condition.Window == default)
            _occurrences.Forget(state);
    }

    public override ConditionResult Test(RuleState state, long nowTicks)
    {
        var count = _occurrences.After(state, condition.Window switch
        {
            { Turns: { } turns } => state.Turns - turns,
            { Time: { } time } => nowTicks - time.Ticks,
            _ => long.MinValue,
        });
        return Of(condition.Comparison switch
        {
            FactComparison.Equal => count == condition.Count,
            FactComparison.NotEqual => count != condition.Count,
            FactComparison.AtLeast => count >= condition.Count,
            _ => count <= condition.Count,
        });
    }
}

internal sealed class JunctionTest(ConditionTest[] parts, ConditionResult decisive) : ConditionTest
{
    public override bool ReadsClock => parts.Any(p => p.ReadsClock);

    public override void Step(RuleState state, EventShape e)
    {
        foreach (var part in parts)
            part.Step(state, e);
    }

    public override void Normalize(RuleState state)
    {
        foreach (var part in parts)
            part.Normalize(state);
    }

    public override ConditionResult Test(RuleState state, long nowTicks)
    {
        var result = decisive == ConditionResult.True ? ConditionResult.False : ConditionResult.True;
        foreach (var part in parts)
        {
            var answer = part.Test(state, nowTicks);
            if (answer == decisive)
                return decisive;
            if (answer == ConditionResult.Unknown)
                result = ConditionResult.Unknown;
        }
        return result;
    }
}

internal sealed class NotTest(ConditionTest part) : ConditionTest
{
    public override bool ReadsClock => part.ReadsClock;

    public override void Step(RuleState state, EventShape e) => part.Step(state, e);

    public override void Normalize(RuleState state) => part.Normalize(state);

    public override ConditionResult Test(RuleState state, long nowTicks) => part.Test(state, nowTicks) switch
    {
        ConditionResult.True => ConditionResult.False,
        ConditionResult.False => ConditionResult.True,
        _ => ConditionResult.Unknown,
    };
}
