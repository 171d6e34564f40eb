using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>Collects what is wrong with one rule: names the playbook does not have, empty slots, numbers out of range.</summary>
internal sealed class RuleCheck(RuleVocabulary vocabulary, string root)
{
    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> Errors => _errors;

    public void Refuse(string place, string reason) => _errors.Add(new($"{root}.{place}", reason));

    public void Between(string place, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            Refuse(place, $"Must be between {least} and {most}.");
    }

    public void Duration(string place, TimeSpan time)
    {
        if (time <= TimeSpan.Zero || time > RuleLimits.LongestTime || time.Ticks % TimeSpan.TicksPerSecond != 0)
            Refuse(place, $"Must be a whole number of seconds, more than none and at most {RuleLimits.LongestTime.TotalDays} days.");
    }

    public void Act(string place, string act) => Named(place, "act", act, vocabulary.Acts);

    public void Acts(string place, ValueList<string> acts)
    {
        if (acts.Count == 0)
            Refuse(place, "Needs at least one act.");
        Names(place, "act", acts, vocabulary.Acts);
    }

    public void Pattern(string place, ActionPattern pattern)
    {
        Names($"{place}.acts", "act", pattern.Acts, vocabulary.Acts);
        Names($"{place}.stages", "stage", pattern.Stages, vocabulary.Stages);
        Names($"{place}.tags", "tag", pattern.Tags, vocabulary.Tags);
    }

    public void Scope(RuleScope scope)
    {
        Names("products", "product", scope.Products, vocabulary.Products);
        Names("channels", "channel", scope.Channels, vocabulary.Channels);
        Names("jurisdictions", "jurisdiction", scope.Jurisdictions, vocabulary.Jurisdictions);
        Names("segments", "segment", scope.Segments, vocabulary.Segments);
    }

    public void Products(string place, ValueList<string> products)
    {
        if (products.Count == 0)
            Refuse(place, "Needs at least one product.");
        Names(place, "product", products, vocabulary.Products);
    }

    public void Number(string place, string number) => Named(place, "number", number, vocabulary.Numbers);

    public void Purpose(string place, string purpose) => Named(place, "purpose", purpose, vocabulary.Purposes);

    public void Channel(string place, string channel) => Named(place, "channel", channel, vocabulary.Channels);

    public void Role(string place, string role) => Named(place, "role", role, vocabulary.Roles);

    public void Fact(string place, string key)
    {
        if (Find(place, key) is { } fact && (fact.Usages & (FactUsages.Rules | FactUsages.Policy)) == FactUsages.None)
            Refuse(place, $"The fact {key} may not be used by rules.");
    }

    public FactDefinition? Find(string place, string key)
    {
        var fact = vocabulary.Facts.FirstOrDefault(f => f.Key == key);
        if (fact is null)
            Refuse(place, $"The playbook has no fact {key}.");
        return fact;
    }

    public void FactAgainst(string place, FactIs condition)
    {
        Fact($"{place}.fact", condition.Fact);
        if (vocabulary.Facts.FirstOrDefault(f => f.Key == condition.Fact) is not { } fact)
            return;
        var kind = fact.Type switch { FactType.Number => FactValueKind.Number, FactType.Category => FactValueKind.Word, _ => FactValueKind.Flag };
        if (condition.Value.Kind != kind)
            Refuse($"{place}.value", $"Must be a {fact.Type.ToString().ToLowerInvariant()} value.");
        if (condition.Comparison is FactComparison.AtLeast or FactComparison.AtMost && fact.Type != FactType.Number)
            Refuse($"{place}.is", "Only numbers have an order.");
    }

    public void When(string place, Condition condition)
    {
        if (Depth(condition) > RuleLimits.DeepestCondition)
            Refuse(place, $"Is nested deeper than {RuleLimits.DeepestCondition}.");
        else
            condition.Check(this, place);
    }

    public void Parts(string place, ValueList<Condition> parts)
    {
        if (parts.Count < 2)
            Refuse(place, "Needs at least two conditions.");
        for (var i = 0; i < parts.Count; i++)
            parts[i].Check(this, $"{place}[{i}]");
    }

    private void Names(string place, string what, ValueList<string> names, ValueList<string> known)
    {
        for (var i = 0; i < names.Count; i++)
        {
            Named($"{place}[{i}]", what, names[i], known);
            if (names.Take(i).Contains(names[i], StringComparer.Ordinal))
                Refuse($"{place}[{i}]", $"Names {names[i]} twice.");
        }
    }

    private void Named(string place, string what, string name, ValueList<string> known)
    {
        if (!known.Contains(name, StringComparer.Ordinal))
            Refuse(place, name.Length == 0 ? $"Needs a {what}." : $"The playbook has no {what} {name}.");
    }

    private static int Depth(Condition condition) => condition switch
    {
        AllOf all => 1 + all.Parts.Select(Depth).DefaultIfEmpty().Max(),
        AnyOf any => 1 + any.Parts.Select(Depth).DefaultIfEmpty().Max(),
        NotOf not => 1 + Depth(not.Part),
        _ => 0,
    };
}
