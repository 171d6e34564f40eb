using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences.Rules;

/// <summary>At least d between the agent's latest D, in any conversation of the customer or earlier in the move, and A. Without any D it allows.</summary>
/// <param name="Wait">d.</param>
/// <param name="After">D: any of these acts.</param>
/// <param name="Actions">What is meant.</param>
public sealed record WaitingTimeRule(TimeSpan Wait, ValueList<string> After, ActionPattern Actions) : RuleBody
{
    internal static readonly RuleForm Sentence = new RuleForm<WaitingTimeRule>(
        "waiting-time", v => new(v.Get<TimeSpan>("waitSeconds"), v.Names("after"), v.Get<ActionPattern>("actions")),
        new Say<WaitingTimeRule>("wait at least"),
        new Fill<WaitingTimeRule, TimeSpan>("waitSeconds", SlotKinds.Duration, r => r.Wait),
        new Say<WaitingTimeRule>("between"),
        new Fill<WaitingTimeRule, ValueList<string>>("after", SlotKinds.Acts, r => r.After),
        new Say<WaitingTimeRule>("and"),
        new Fill<WaitingTimeRule, ActionPattern>("actions", SlotKinds.Actions, r => r.Actions));

    /// <inheritdoc/>
    public override string Form => Sentence.Name;

    internal override void Check(RuleCheck check)
    {
        check.Duration("waitSeconds", Wait);
        check.Acts("after", After);
        check.Pattern("actions", Actions);
    }
}
