using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences.Rules;

/// <summary>Whenever T is said, D is said in the same turn, in any order.</summary>
/// <param name="Trigger">T: any of these acts.</param>
/// <param name="Companion">D: any of these acts.</param>
public sealed record SayWithRule(ValueList<string> Trigger, ValueList<string> Companion) : RuleBody
{
    internal static readonly RuleForm Sentence = new RuleForm<SayWithRule>(
        "say-with", v => new(v.Names("trigger"), v.Names("companion")),
        new Say<SayWithRule>("whenever"),
        new Fill<SayWithRule, ValueList<string>>("trigger", SlotKinds.Acts, r => r.Trigger),
        new Say<SayWithRule>("is said say"),
        new Fill<SayWithRule, ValueList<string>>("companion", SlotKinds.Acts, r => r.Companion),
        new Say<SayWithRule>("in the same turn"));

    /// <inheritdoc/>
    public override string Form => Sentence.Name;

    internal override void Check(RuleCheck check)
    {
        check.Acts("trigger", Trigger);
        check.Acts("companion", Companion);
    }
}
