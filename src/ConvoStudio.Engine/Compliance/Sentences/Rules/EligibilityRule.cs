using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences.Rules;

/// <summary>Offer a product only if K holds. Unknown counts as no.</summary>
/// <param name="Products">The products.</param>
/// <param name="Actions">What counts as offering.</param>
/// <param name="OnlyIf">K.</param>
public sealed record EligibilityRule(ValueList<string> Products, ActionPattern Actions, Condition OnlyIf) : RuleBody
{
    internal static readonly RuleForm Sentence = new RuleForm<EligibilityRule>(
        "eligibility", v => new(v.Names("offered"), v.Get<ActionPattern>("actions"), v.Get<Condition>("onlyIf")),
        new Say<EligibilityRule>("offer"),
        new Fill<EligibilityRule, ValueList<string>>("offered", SlotKinds.Products, r => r.Products),
        new Say<EligibilityRule>("by"),
        new Fill<EligibilityRule, ActionPattern>("actions", SlotKinds.Actions, r => r.Actions),
        new Say<EligibilityRule>("only if"),
        new Fill<EligibilityRule, Condition>("onlyIf", SlotKinds.Condition, r => r.OnlyIf));

    /// <inheritdoc/>
    public override string Form => Sentence.Name;

    /// <inheritdoc/>
    public override IEnumerable<string> Facts => OnlyIf.Facts;

    internal override void Check(RuleCheck check)
    {
        check.Products("offered", Products);
        check.Pattern("actions", Actions);
        check.When("onlyIf", OnlyIf);
    }
}
