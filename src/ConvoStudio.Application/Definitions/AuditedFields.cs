using System.Globalization;
using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Products;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Definitions;

/// <summary>Columns of audited rows as the fields people know.</summary>
internal static class AuditedFields
{
    /// <summary>Takes over the columns an entry changed.</summary>
    public static void Take(Dictionary<string, string?> columns, string after)
    {
        using var document = JsonDocument.Parse(after);
        foreach (var property in document.RootElement.EnumerateObject())
            columns[property.Name] = property.Value.ValueKind == JsonValueKind.Null ? null : property.Value.ToString();
    }

    public static IReadOnlyDictionary<string, string> Of(DefinedKind kind, string key, IReadOnlyDictionary<string, string?> columns, string firstLocale)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { [DefinedFields.Key] = key };
        foreach (var (field, text) in kind switch
        {
            DefinedKind.Product => Product(columns),
            DefinedKind.Action => Action(columns, firstLocale),
            _ => Fact(columns),
        })
        {
            fields[field] = text;
        }

        fields[DefinedFields.Archived] = bool.TryParse(Text(columns, "Archived"), out var archived) && archived ? "true" : "false";
        return fields;
    }

    private static IEnumerable<(string, string)> Product(IReadOnlyDictionary<string, string?> columns)
    {
        var price = decimal.TryParse(Text(columns, "Price"), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : (decimal?)null;
        var numbers = Text(columns, "Numbers") is { Length: > 0 } json ? JsonSerializer.Deserialize(json, ConfigurationJson.Default.IReadOnlyListProductNumber) : null;
        return DefinedFields.OfEdit(new ProductEdit(
            Text(columns, "Name") ?? "", Text(columns, "Description"), price, Text(columns, "Currency"), Text(columns, "PriceUnit"), Text(columns, "Link"), numbers));
    }

    private static IEnumerable<(string, string)> Action(IReadOnlyDictionary<string, string?> columns, string firstLocale)
    {
        yield return ("acts", string.Join(", ", Words(Text(columns, "Acts"))));
        yield return ("product", Text(columns, "Product") ?? "");
        yield return ("stage", Text(columns, "Stage") ?? "");
        yield return (DefinedFields.UtterancePrefix + firstLocale, Text(columns, "Utterance") ?? "");
        var others = Text(columns, "OtherUtterances") is { Length: > 0 } json ? JsonSerializer.Deserialize(json, ConfigurationJson.Default.IReadOnlyDictionaryStringString) : null;
        foreach (var (locale, template) in others ?? new Dictionary<string, string>())
            yield return (DefinedFields.UtterancePrefix + locale, template);
        yield return ("note", Text(columns, "Note") ?? "");
    }

    private static IEnumerable<(string, string)> Fact(IReadOnlyDictionary<string, string?> columns) => DefinedFields.OfFact(
        Enum.TryParse<FactType>(Text(columns, "Type"), out var type) ? type : FactType.Number,
        Enum.TryParse<FactUsages>(Text(columns, "Usages"), out var usages) ? usages : FactUsages.None,
        Words(Text(columns, "Words")));

    private static IReadOnlyList<string> Words(string? json) =>
        json is { Length: > 0 } ? JsonSerializer.Deserialize(json, ConfigurationJson.Default.IReadOnlyListString) ?? [] : [];

    private static string? Text(IReadOnlyDictionary<string, string?> columns, string column) => columns.GetValueOrDefault(column);
}
