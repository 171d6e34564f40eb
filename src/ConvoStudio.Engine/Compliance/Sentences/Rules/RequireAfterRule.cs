using ConvoStudio.Engine.Compliance.Sentences.Grammar;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Sentences.Rules;

/// <summary>After T, D before the conversation ends, and within k agent turns when k is given. D later in the move that said T fulfils it.</summary>
/// <param name="Trigger">T: any of these acts.</param>
/// <param name="By">Who says T.</param>
/// <param name="Duty">D: any of these acts of the agent.</param>
/// <param name="WithinTurns">k, or null.</param>
public sealed record RequireAfterRule(ValueList<string> Trigger, Speaker By, ValueList<string> Duty, int? WithinTurns) : RuleBody
{
    internal static readonly RuleForm Sentence = new RuleForm<RequireAfterRule>(
        "require-after", v => new(v.Names("trigger"), v.Get<Speaker>("by"), v.Names("duty"), v.Get<int?>("withinTurns")),
        new Say<RequireAfterRule>("after the"),
        new Fill<RequireAfterRule, Speaker>("by", SlotKinds.Speaker, r => r.By),
        new Say<RequireAfterRule>("has said"),
        new Fill<RequireAfterRule, ValueList<string>>("trigger", SlotKinds.Acts, r => r.Trigger),
        new Say<RequireAfterRule>("say"),
        new Fill<RequireAfterRule, ValueList<string>>("duty", SlotKinds.Acts, r => r.Duty),
        new Say<RequireAfterRule>("before the end"),
        new Maybe<RequireAfterRule, int>("and within", "withinTurns", SlotKinds.Whole, r => r.WithinTurns is not null, r => r.WithinTurns!.Value, "turns"));

    /// <inheritdoc/>
    public override string Form => Sentence.Name;

    internal override void Check(RuleCheck check)
    {
        check.Acts("trigger", Trigger);
        check.Acts("duty", Duty);
        if (WithinTurns is { } turns)
            check.Between("withinTurns", turns, 1, RuleLimits.MostCount);
    }
}
