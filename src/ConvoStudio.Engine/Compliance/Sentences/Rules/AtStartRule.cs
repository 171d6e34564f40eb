using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences.Rules;

/// <summary>The first n agent turns include D. Until D is said, the n-th and every later turn must say it; the conversation cannot end before.</summary>
/// <param name="Turns">n.</param>
/// <param name="Acts">D: any of these acts.</param>
public sealed record AtStartRule(int Turns, ValueList<string> Acts) : RuleBody
{
    internal static readonly RuleForm Sentence = new RuleForm<AtStartRule>(
        "at-start", v => new(v.Get<int>("turns"), v.Names("acts")),
        new Say<AtStartRule>("the first"),
        new Fill<AtStartRule, int>("turns", SlotKinds.Whole, r => r.Turns),
        new Say<AtStartRule>("agent turns include"),
        new Fill<AtStartRule, ValueList<string>>("acts", SlotKinds.Acts, r => r.Acts));

    /// <inheritdoc/>
    public override string Form => Sentence.Name;

    internal override void Check(RuleCheck check)
    {
        check.Between("turns", Turns, 1, RuleLimits.MostCount);
        check.Acts("acts", Acts);
    }
}
