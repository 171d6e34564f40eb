using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences.Rules;

/// <summary>A only with consent for a purpose on a channel: given, not revoked since, and not older than d.</summary>
/// <param name="Actions">What is meant.</param>
/// <param name="Purpose">The purpose.</param>
/// <param name="Channel">The channel, or null for the conversation's own.</param>
/// <param name="NotOlderThan">d, or null.</param>
public sealed record ConsentGateRule(ActionPattern Actions, string Purpose, string? Channel, TimeSpan? NotOlderThan) : RuleBody
{
    internal static readonly RuleForm Sentence = new RuleForm<ConsentGateRule>(
        "consent-gate", v => new(v.Get<ActionPattern>("actions"), v.Get<string>("purpose"), v.Get<string?>("consentChannel"), v.Get<TimeSpan?>("notOlderThanSeconds")),
        new Say<ConsentGateRule>("say"),
        new Fill<ConsentGateRule, ActionPattern>("actions", SlotKinds.Actions, r => r.Actions),
        new Say<ConsentGateRule>("only with consent for"),
        new Fill<ConsentGateRule, string>("purpose", SlotKinds.Purpose, r => r.Purpose),
        new Maybe<ConsentGateRule, string>("on channel", "consentChannel", SlotKinds.Channel, r => r.Channel is not null, r => r.Channel!),
        new Maybe<ConsentGateRule, TimeSpan>("given within the last", "notOlderThanSeconds", SlotKinds.Duration, r => r.NotOlderThan is not null, r => r.NotOlderThan!.Value));

    /// <inheritdoc/>
    public override string Form => Sentence.Name;

    /// <inheritdoc/>
    public override bool ReadsHistory => true;

    internal override void Check(RuleCheck check)
    {
        check.Pattern("actions", Actions);
        check.Purpose("purpose", Purpose);
        if (Channel is not null)
            check.Channel("consentChannel", Channel);
        if (NotOlderThan is { } time)
            check.Duration("notOlderThanSeconds", time);
    }
}
