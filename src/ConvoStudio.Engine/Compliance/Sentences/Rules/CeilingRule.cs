using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences.Rules;

/// <summary>A with a number above a limit needs the approval of a role. A move that does not carry the number is unknown.</summary>
/// <param name="Actions">What is meant.</param>
/// <param name="Number">Name of the number.</param>
/// <param name="Limit">The largest value without approval.</param>
/// <param name="Role">Who may approve.</param>
public sealed record CeilingRule(ActionPattern Actions, string Number, double Limit, string Role) : RuleBody
{
    internal static readonly RuleForm Sentence = new RuleForm<CeilingRule>(
        "ceiling", v => new(v.Get<ActionPattern>("actions"), v.Get<string>("number"), v.Get<double>("limit"), v.Get<string>("role")),
        new Say<CeilingRule>("say"),
        new Fill<CeilingRule, ActionPattern>("actions", SlotKinds.Actions, r => r.Actions),
        new Say<CeilingRule>("with"),
        new Fill<CeilingRule, string>("number", SlotKinds.NumberName, r => r.Number),
        new Say<CeilingRule>("above"),
        new Fill<CeilingRule, double>("limit", SlotKinds.Number, r => r.Limit),
        new Say<CeilingRule>("only with approval of"),
        new Fill<CeilingRule, string>("role", SlotKinds.Role, r => r.Role));

    /// <inheritdoc/>
    public override string Form => Sentence.Name;

    internal override void Check(RuleCheck check)
    {
        check.Pattern("actions", Actions);
        check.Number("number", Number);
        check.Role("role", Role);
    }
}
