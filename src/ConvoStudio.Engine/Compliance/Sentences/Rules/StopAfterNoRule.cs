using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences.Rules;

/// <summary>After n refusals since the customer's last request no further A. With a time it looks across conversations and ends that long after the last refusal.</summary>
/// <param name="Refusals">n.</param>
/// <param name="Refusal">Acts of the customer that refuse.</param>
/// <param name="Actions">What is meant.</param>
/// <param name="For">How long, or null for the rest of the conversation.</param>
/// <param name="Request">Acts of the customer that ask for more and start the count anew; may be empty.</param>
public sealed record StopAfterNoRule(int Refusals, ValueList<string> Refusal, ActionPattern Actions, TimeSpan? For, ValueList<string> Request) : RuleBody
{
    internal static readonly RuleForm Sentence = new RuleForm<StopAfterNoRule>(
        "stop-after-no", v => new(v.Get<int>("refusals"), v.Names("refusal"), v.Get<ActionPattern>("actions"), v.Get<TimeSpan?>("forSeconds"), v.Names("request")),
        new Say<StopAfterNoRule>("after"),
        new Fill<StopAfterNoRule, int>("refusals", SlotKinds.Whole, r => r.Refusals),
        new Say<StopAfterNoRule>("times"),
        new Fill<StopAfterNoRule, ValueList<string>>("refusal", SlotKinds.Acts, r => r.Refusal),
        new Say<StopAfterNoRule>("by the customer never say"),
        new Fill<StopAfterNoRule, ActionPattern>("actions", SlotKinds.Actions, r => r.Actions),
        new Maybe<StopAfterNoRule, TimeSpan>("for", "forSeconds", SlotKinds.Duration, r => r.For is not null, r => r.For!.Value),
        new Maybe<StopAfterNoRule, ValueList<string>>("until the customer has said", "request", SlotKinds.Acts, r => r.Request.Count > 0, r => r.Request));

    /// <inheritdoc/>
    public override string Form => Sentence.Name;

    /// <inheritdoc/>
    public override bool ReadsHistory => For is not null;

    internal override void Check(RuleCheck check)
    {
        check.Between("refusals", Refusals, 1, RuleLimits.MostCount);
        check.Acts("refusal", Refusal);
        check.Pattern("actions", Actions);
        if (For is { } time)
            check.Duration("forSeconds", time);
        if (Request.Count > 0)
            check.Acts("request", Request);
    }
}
