using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences.Rules;

/// <summary>What a cap counts apart.</summary>
public enum CapUnit
{
    /// <summary>This conversation alone.</summary>
    Conversation = 0,

    /// <summary>All conversations of the customer.</summary>
    Customer = 1,

    /// <summary>All conversations of the customer, each product by itself; "no product" is one too.</summary>
    Product = 2,

    /// <summary>All conversations of the customer, each channel by itself.</summary>
    Channel = 3,
}

/// <summary>At most n A per customer, product, channel or conversation, ever or in a rolling window. Each fitting act of a move counts.</summary>
/// <param name="Count">n; 0 forbids.</param>
/// <param name="Actions">What is meant.</param>
/// <param name="Per">What is counted apart.</param>
/// <param name="Window">The rolling window, or null.</param>
public sealed record CapRule(int Count, ActionPattern Actions, CapUnit Per, TimeSpan? Window) : RuleBody
{
    internal static readonly RuleForm Sentence = new RuleForm<CapRule>(
        "cap", v => new(v.Get<int>("count"), v.Get<ActionPattern>("actions"), v.Get<CapUnit>("per"), v.Get<TimeSpan?>("windowSeconds")),
        new Say<CapRule>("say"),
        new Fill<CapRule, ActionPattern>("actions", SlotKinds.Actions, r => r.Actions),
        new Say<CapRule>("at most"),
        new Fill<CapRule, int>("count", SlotKinds.Whole, r => r.Count),
        new Say<CapRule>("times per"),
        new Fill<CapRule, CapUnit>("per", SlotKinds.Choice(RuleSlotType.CapUnit, (CapUnit.Conversation, "conversation"), (CapUnit.Customer, "customer"), (CapUnit.Product, "product"), (CapUnit.Channel, "channel")), r => r.Per),
        new Maybe<CapRule, TimeSpan>("within", "windowSeconds", SlotKinds.Duration, r => r.Window is not null, r => r.Window!.Value));

    /// <inheritdoc/>
    public override string Form => Sentence.Name;

    /// <inheritdoc/>
    public override bool ReadsHistory => Per != CapUnit.Conversation;

    internal override void Check(RuleCheck check)
    {
        check.Between("count", Count, 0, RuleLimits.MostCount);
        check.Pattern("actions", Actions);
        if (Window is { } window)
            check.Duration("windowSeconds", window);
    }
}
