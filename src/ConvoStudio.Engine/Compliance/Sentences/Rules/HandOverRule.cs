using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences.Rules;

/// <summary>When V becomes true, the agent hands over at once and says no A until somebody cleared it.</summary>
/// <param name="When">V.</param>
/// <param name="Selling">A: what stops.</param>
public sealed record HandOverRule(Condition When, ActionPattern Selling) : RuleBody
{
    internal static readonly RuleForm Sentence = new RuleForm<HandOverRule>(
        "hand-over", v => new(v.Get<Condition>("when"), v.Get<ActionPattern>("actions")),
        new Say<HandOverRule>("when"),
        new Fill<HandOverRule, Condition>("when", SlotKinds.Condition, r => r.When),
        new Say<HandOverRule>("hand over and stop saying"),
        new Fill<HandOverRule, ActionPattern>("actions", SlotKinds.Actions, r => r.Selling),
        new Say<HandOverRule>("until cleared"));

    /// <inheritdoc/>
    public override string Form => Sentence.Name;

    /// <inheritdoc/>
    public override IEnumerable<string> Facts => When.Facts;

    internal override void Check(RuleCheck check)
    {
        check.When("when", When);
        check.Pattern("actions", Selling);
    }
}
