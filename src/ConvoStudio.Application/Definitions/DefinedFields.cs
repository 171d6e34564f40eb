using System.Globalization;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Products;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Products;

namespace ConvoStudio.Application.Definitions;

/// <summary>Fields of products, actions and facts as text, and what they hold. Reading what was written gives the same thing.</summary>
public static class DefinedFields
{
    public const string Key = "key";
    public const string Archived = "archived";
    public const string UtterancePrefix = "utterances.";

    /// <summary>Names in their order; an action has one for the words of each locale of its playbook.</summary>
    public static IReadOnlyList<string> Of(DefinedKind kind, Playbook playbook) => kind switch
    {
        DefinedKind.Product => [Key, "name", "description", "price", "currency", "priceUnit", "link", "numbers", Archived],
        DefinedKind.Action => [Key, "acts", "product", "stage", .. playbook.Locales.Select(l => UtterancePrefix + l), "note", Archived],
        _ => [Key, "type", "usages", "words", Archived],
    };

    /// <summary>All things of a kind, as the playbook holds them.</summary>
    public static IReadOnlyList<DefinedThing> Read(Playbook playbook, DefinedKind kind) => kind switch
    {
        DefinedKind.Product => [.. playbook.Products.OrderBy(p => p.Key, StringComparer.Ordinal).Select(Of)],
        DefinedKind.Action => [.. playbook.Actions.OrderBy(a => a.Number).Select(a => Of(a, playbook))],
        _ => [.. playbook.Facts.OrderBy(f => f.Position).Select(Of)],
    };

    public static DefinedThing? Find(Playbook playbook, DefinedKind kind, string key) => Read(playbook, kind).FirstOrDefault(t => t.Key == key);

    public static DefinedThing Of(PlaybookProduct product) => new(
        DefinedKind.Product, product.Key, product.Version, product.Archived, Fields(product.Key, product.Archived, OfEdit(product.ToEdit())));

    public static DefinedThing Of(PlaybookAction action, Playbook playbook) => new(
        DefinedKind.Action, action.Key, action.Version, action.Archived, Fields(action.Key, action.Archived, OfEdit(action.ToEdit(playbook.Locale), playbook)));

    public static DefinedThing Of(PlaybookFact fact) => new(
        DefinedKind.Fact, fact.Key, fact.Version, fact.Archived, Fields(fact.Key, fact.Archived, OfFact(fact.Type, fact.Usages, fact.Words)));

    public static IReadOnlyList<(string Field, string Text)> OfEdit(ProductEdit edit) =>
    [
        ("name", edit.Name), ("description", edit.Description ?? ""), ("price", edit.Price is { } price ? Plain(price) : ""), ("currency", edit.Currency ?? ""),
        ("priceUnit", edit.PriceUnit ?? ""), ("link", edit.Link ?? ""), ("numbers", string.Join('\n', (edit.Numbers ?? []).Select(Text))),
    ];

    public static IReadOnlyList<(string Field, string Text)> OfEdit(ActionEdit edit, Playbook playbook) =>
    [
        ("acts", string.Join(", ", edit.Acts)), ("product", edit.Product ?? ""), ("stage", edit.Stage ?? ""),
        .. playbook.Locales.Select(l => (UtterancePrefix + l, edit.Utterances?.GetValueOrDefault(l) ?? "")), ("note", edit.Note ?? ""),
    ];

    public static IReadOnlyList<(string Field, string Text)> OfFact(FactType type, FactUsages usages, IReadOnlyList<string> words) =>
        [("type", type.ToString().ToLowerInvariant()), ("usages", Usages(usages)), ("words", string.Join('\n', words))];

    /// <summary>Fields in which two versions differ, in their order.</summary>
    public static IReadOnlyList<FieldChange> Difference(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        [.. after.Keys.Union(before.Keys, StringComparer.Ordinal).Select(f => new FieldChange(f, before.GetValueOrDefault(f, ""), after.GetValueOrDefault(f, "")))
            .Where(c => !string.Equals(c.Before, c.After, StringComparison.Ordinal))];

    /// <summary>policy, rules.</summary>
    public static string Usages(FactUsages usages) => usages == FactUsages.None ? "" : usages.ToString().ToLowerInvariant();

    /// <summary>59 and not 59.00: the same price is the same text.</summary>
    public static string Plain(decimal price) => price.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Text(ProductNumber number) =>
        $"{number.Key} = {number.Value.ToString("R", CultureInfo.InvariantCulture)}{(number.Unit is null ? "" : " " + number.Unit)}";

    private static Dictionary<string, string> Fields(string key, bool archived, IReadOnlyList<(string Field, string Text)> fields)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { [Key] = key };
        foreach (var (field, text) in fields)
            all[field] = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        all[Archived] = archived ? "true" : "false";
        return all;
    }
}
