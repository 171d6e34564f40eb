using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences.Rules;

/// <summary>Never A when C. A move breaks it when A fits and C holds.</summary>
/// <param name="Actions">What is meant.</param>
/// <param name="When">When, or null for always.</param>
public sealed record ForbidRule(ActionPattern Actions, Condition? When) : RuleBody
{
    internal static readonly RuleForm Sentence = new RuleForm<ForbidRule>(
        "forbid", v => new(v.Get<ActionPattern>("actions"), v.Get<Condition?>("when")),
        new Say<ForbidRule>("never say"),
        new Fill<ForbidRule, ActionPattern>("actions", SlotKinds.Actions, r => r.Actions),
        new Maybe<ForbidRule, Condition>("when", "when", SlotKinds.Condition, r => r.When is not null, r => r.When!));

    /// <inheritdoc/>
    public override string Form => Sentence.Name;

    /// <inheritdoc/>
    public override IEnumerable<string> Facts => When?.Facts ?? [];

    internal override void Check(RuleCheck check)
    {
        check.Pattern("actions", Actions);
        if (When is not null)
            check.When("when", When);
    }
}
