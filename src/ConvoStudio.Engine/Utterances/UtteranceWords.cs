using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Products;

namespace ConvoStudio.Engine.Utterances;

/// <summary>What the places of an action's templates may name: numbers of its product, and facts that policies read. A protected fact is never among them.</summary>
/// <param name="product">The action's product, or null.</param>
/// <param name="facts">All facts of the playbook.</param>
public sealed class UtteranceWords(OfferedProduct? product, IReadOnlyList<FactDefinition> facts)
{
    private const string ProductPrefix = "product.";
    private const string FactPrefix = "fact.";
    private const string Name = "name";
    private const string Price = "price";
    private const string Unit = "unit";
    private const string Link = "link";

    /// <summary>Keys a product's own numbers may not have.</summary>
    public static IReadOnlyList<string> Reserved { get; } = [Name, Price, Unit, Link];

    /// <summary>Every name a place may have, product first.</summary>
    public IReadOnlyList<string> Known { get; } =
    [
        .. product is null ? [] : OfProduct(product).Select(n => ProductPrefix + n),
        .. facts.Where(IsSayable).Select(f => FactPrefix + f.Key),
    ];

    /// <summary>What is wrong with a template; empty when it may be said.</summary>
    public IReadOnlyList<UtteranceProblem> Check(string template)
    {
        if (UtteranceTemplate.TryParse(template, out var problem) is not { } parsed)
            return [problem!];
        return [.. parsed.Placeholders.Where(p => !Known.Contains(p.Name, StringComparer.Ordinal)).Select(p => new UtteranceProblem(p.Position, Refusal(p.Name)))];
    }

    /// <summary>Words of a place for a conversation, or null when they are not known.</summary>
    public string? Value(string name, IReadOnlyDictionary<string, FactValue> known, string locale)
    {
        if (name.StartsWith(ProductPrefix, StringComparison.Ordinal))
            return product is null ? null : OfProduct(product, name[ProductPrefix.Length..], locale);
        var key = name.StartsWith(FactPrefix, StringComparison.Ordinal) ? name[FactPrefix.Length..] : "";
        // Asked of the definition too: what was once a policy fact may not be one any more.
        if (!Known.Contains(name, StringComparer.Ordinal) || !known.TryGetValue(key, out var value))
            return null;
        return value.Kind switch
        {
            FactValueKind.Number => LocalNumbers.Number(value.Number, locale),
            FactValueKind.Word => value.Word,
            _ => null,
        };
    }

    internal static bool IsName(string name) => name.StartsWith(ProductPrefix, StringComparison.Ordinal) || name.StartsWith(FactPrefix, StringComparison.Ordinal);

    private static bool IsSayable(FactDefinition fact) => !fact.Archived && fact.Usages.HasFlag(FactUsages.Policy) && fact.Type != FactType.Flag;

    private static IEnumerable<string> OfProduct(OfferedProduct product)
    {
        yield return Name;
        if (product.Price is not null)
            yield return Price;
        if (product.PriceUnit is not null)
            yield return Unit;
        if (product.Link is not null)
            yield return Link;
        foreach (var number in product.Numbers ?? [])
            yield return number.Key;
    }

    private static string? OfProduct(OfferedProduct product, string name, string locale) => name switch
    {
        Name => product.Name,
        Price => product is { Price: { } price, Currency: { } currency } ? LocalNumbers.Money(price, currency, locale) : null,
        Unit => product.PriceUnit,
        Link => product.Link,
        _ => product.Numbers?.FirstOrDefault(n => n.Key == name) is { } number ? LocalNumbers.WithUnit(number.Value, number.Unit, locale) : null,
    };

    private string Refusal(string name)
    {
        var key = name.StartsWith(FactPrefix, StringComparison.Ordinal) ? name[FactPrefix.Length..] : "";
        if (key.Length > 0 && facts.FirstOrDefault(f => f.Key == key) is { } fact)
        {
            return fact.Archived ? $"The fact {key} is archived."
                : !fact.Usages.HasFlag(FactUsages.Policy) ? $"The fact {key} is protected: it is never said."
                : $"The fact {key} is yes or no; it has no words to say.";
        }

        if (product is null && name.StartsWith(ProductPrefix, StringComparison.Ordinal))
            return $"{{{name}}} needs a product; this action has none.";
        return NearestName.Of(name, Known) is { } near ? $"There is no {{{name}}}. Did you mean {{{near}}}?" : $"There is no {{{name}}}.";
    }
}
