using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences.Rules;

/// <summary>The rates at which an act is said differ between the groups of a fact by at most d. Checked over many conversations, never on one move.</summary>
/// <param name="Acts">Any of these acts.</param>
/// <param name="Fact">The fact that makes the groups.</param>
/// <param name="AtMost">d, in (0, 1].</param>
/// <param name="Confidence">In [0.5, 1).</param>
/// <param name="MinimumCount">Fewest conversations of a group that count.</param>
public sealed record ParityRule(ValueList<string> Acts, string Fact, double AtMost, double Confidence, int MinimumCount) : RuleBody
{
    internal static readonly RuleForm Sentence = new RuleForm<ParityRule>(
        "parity", v => new(v.Names("acts"), v.Get<string>("fact"), v.Get<double>("atMost"), v.Get<double>("confidence"), v.Get<int>("minimumCount")),
        new Say<ParityRule>("the rate of"),
        new Fill<ParityRule, ValueList<string>>("acts", SlotKinds.Acts, r => r.Acts),
        new Say<ParityRule>("between groups of"),
        new Fill<ParityRule, string>("fact", SlotKinds.Fact, r => r.Fact),
        new Say<ParityRule>("differs by at most"),
        new Fill<ParityRule, double>("atMost", SlotKinds.Number, r => r.AtMost),
        new Say<ParityRule>("with confidence"),
        new Fill<ParityRule, double>("confidence", SlotKinds.Number, r => r.Confidence),
        new Say<ParityRule>("and at least"),
        new Fill<ParityRule, int>("minimumCount", SlotKinds.Whole, r => r.MinimumCount),
        new Say<ParityRule>("conversations per group"));

    /// <inheritdoc/>
    public override string Form => Sentence.Name;

    internal override void Check(RuleCheck check)
    {
        check.Acts("acts", Acts);
        check.Find("fact", Fact);
        check.Between("atMost", AtMost, double.Epsilon, 1);
        check.Between("confidence", Confidence, 0.5, 0.9999);
        check.Between("minimumCount", MinimumCount, 1, int.MaxValue);
    }
}
