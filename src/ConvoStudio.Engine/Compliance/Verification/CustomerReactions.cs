using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Verification;

/// <summary>One thing the world may do between two moves of the agent.</summary>
internal sealed record Reaction(string Words, TraceEvent Event);

/// <summary>Everything the customer may do that some rule can tell apart from doing nothing: each act they listen for, about each product they tell apart, and each
/// fact in each of the ways a condition can tell. Reactions may follow one another without the agent in between, so turns of several acts are covered.</summary>
internal static class CustomerReactions
{
    public static IReadOnlyList<Reaction> Of(IReadOnlyList<SentenceRule> rules, RuleVocabulary vocabulary)
    {
        var acts = rules.SelectMany(r => Listened(r.Body)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        string?[] products = [null, .. rules.SelectMany(r => Told(r, vocabulary)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var reactions = new List<Reaction>();
        foreach (var act in acts)
            foreach (var product in products)
                reactions.Add(new(
                    product is null ? $"Customer: {act}" : $"Customer: {act} ({product})",
                    new(TraceEventKind.Customer, 0, 0) { Move = new([act]) { Product = product } }));
        // A turn without any of these acts still is a turn, which matters to rules that count turns.
        if (Conditions(rules).OfType<SaidCount>().Any(c => c.Window.Turns is not null))
            reactions.Add(new("Customer: something else", new(TraceEventKind.Customer, 0, 0) { Move = new([]) }));
        foreach (var tests in Conditions(rules).OfType<FactIs>().GroupBy(t => t.Fact, StringComparer.Ordinal))
            foreach (var value in FactAbstraction.Values(tests.Select(t => t.Value)))
                reactions.Add(Learns(tests.Key, value));
        foreach (var known in Conditions(rules).OfType<FactKnown>().Select(k => k.Fact).Except(Conditions(rules).OfType<FactIs>().Select(t => t.Fact), StringComparer.Ordinal))
            reactions.Add(Learns(known, FactValue.Of(true)));
        foreach (var fact in Conditions(rules).SelectMany(c => c.Facts).Distinct(StringComparer.Ordinal))
            reactions.Add(Learns(fact, FactValue.Unknown));
        if (rules.Any(r => r.Body is HandOverRule))
            reactions.Add(new("Cleared by a person", new(TraceEventKind.Cleared, 0, 0)));
        return reactions;
    }

    private static Reaction Learns(string fact, FactValue value) => new(
        value.IsKnown ? $"{fact} becomes {FactAbstraction.Words(value)}" : $"{fact} becomes unknown",
        new(TraceEventKind.Facts, 0, 0) { Facts = new Dictionary<string, FactValue> { [fact] = value } });

    private static IEnumerable<string> Listened(RuleBody body) => body switch
    {
        RequireBeforeRule { By: Speaker.Customer } before => before.Prerequisite,
        RequireAfterRule { By: Speaker.Customer } after => after.Trigger,
        StopAfterNoRule stop => stop.Refusal.Concat(stop.Request),
        _ => ConditionParts.Of(body).SelectMany(c => c switch
        {
            OnceSaid { By: Speaker.Customer } once => [once.Act],
            NotYetSaid { By: Speaker.Customer } notYet => [notYet.Act],
            SaidCount { By: Speaker.Customer } count => [count.Act],
            _ => Array.Empty<string>(),
        }),
    };

    private static ValueList<string> Told(SentenceRule rule, RuleVocabulary vocabulary) => rule.Body switch
    {
        RequireBeforeRule { By: Speaker.Customer, SameProduct: true } => vocabulary.Products,
        RequireAfterRule or StopAfterNoRule => rule.Scope.Products,
        _ => [],
    };

    private static IEnumerable<Condition> Conditions(IReadOnlyList<SentenceRule> rules) => rules.SelectMany(r => ConditionParts.Of(r.Body));
}
