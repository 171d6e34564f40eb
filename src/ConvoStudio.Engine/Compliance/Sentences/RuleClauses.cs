using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>What every sentence may end with: where, when, why, and what follows.</summary>
internal static class RuleClauses
{
    public static IReadOnlyList<Phrase<SentenceRule>> All { get; } =
    [
        Names(", for product", "products", SlotKinds.Products, r => r.Scope.Products),
        Names(", on channel", "channels", SlotKinds.Channels, r => r.Scope.Channels),
        Names(", in jurisdiction", "jurisdictions", SlotKinds.Jurisdictions, r => r.Scope.Jurisdictions),
        Names(", for segment", "segments", SlotKinds.Segments, r => r.Scope.Segments),
        new Maybe<SentenceRule, DateOnly>(", from", "effectiveFrom", SlotKinds.Date, r => r.From is not null, r => r.From!.Value),
        new Maybe<SentenceRule, DateOnly>(", until", "effectiveUntil", SlotKinds.Date, r => r.Until is not null, r => r.Until!.Value),
        new Maybe<SentenceRule, string>(", as in", "citation", SlotKinds.Quote, r => r.Citation is not null, r => r.Citation!),
        new Maybe<SentenceRule, BreachEffect>(", else", "effect", SlotKinds.Effect, r => r.Effect != default, r => r.Effect),
        new Maybe<SentenceRule, UnknownAnswer>(", if unknown", "onUnknown", SlotKinds.OnUnknown, r => r.OnUnknown != UnknownAnswer.Block, r => r.OnUnknown),
    ];

    /// <summary>The rule made of a body and the clauses read.</summary>
    public static SentenceRule Build(string key, int version, RuleBody body, SlotValues values) => new(key, version, body)
    {
        Scope = new(values.Names("products"), values.Names("channels"), values.Names("jurisdictions"), values.Names("segments")),
        From = values.Get<DateOnly?>("effectiveFrom"),
        Until = values.Get<DateOnly?>("effectiveUntil"),
        Citation = values.Get<string?>("citation"),
        Effect = values.Get<BreachEffect>("effect"),
        OnUnknown = values.Get<UnknownAnswer>("onUnknown"),
    };

    public static bool Has(string slot) => All.Any(c => c.Slot == slot);

    /// <summary>The rule with one clause changed.</summary>
    public static SentenceRule With(SentenceRule rule, string slot, Func<object?, object?> change) =>
        Build(rule.Key, rule.Version, rule.Body, SlotValues.Changed(All, rule, slot, change));

    private static Maybe<SentenceRule, ValueList<string>> Names(string lead, string slot, SlotKind<ValueList<string>> kind, Func<SentenceRule, ValueList<string>> get) =>
        new(lead, slot, kind, r => get(r).Count > 0, get);
}
