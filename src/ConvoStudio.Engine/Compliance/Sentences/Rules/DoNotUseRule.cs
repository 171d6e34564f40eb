using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences.Rules;

/// <summary>The policy must not read a fact: its encoder must not be given it. While it is, every move breaks the rule.</summary>
/// <param name="Fact">Fact key.</param>
public sealed record DoNotUseRule(string Fact) : RuleBody
{
    internal static readonly RuleForm Sentence = new RuleForm<DoNotUseRule>(
        "do-not-use", v => new(v.Get<string>("fact")),
        new Say<DoNotUseRule>("the policy must not use"),
        new Fill<DoNotUseRule, string>("fact", SlotKinds.Fact, r => r.Fact));

    /// <inheritdoc/>
    public override string Form => Sentence.Name;

    internal override void Check(RuleCheck check)
    {
        check.Find("fact", Fact);
    }
}
