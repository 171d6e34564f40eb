using System.Globalization;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Products;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Products;

namespace ConvoStudio.Application.Definitions;

/// <summary>Reads the text of fields back into what a service takes.</summary>
public static class DefinedReading
{
    private static readonly char[] Separators = [',', ';', '+', '>', '\n'];

    /// <exception cref="ValidationException">A text is no number, or no line of numbers.</exception>
    public static ProductEdit Product(IReadOnlyDictionary<string, string> fields)
    {
        var errors = new FieldErrors();
        var price = Text(fields, "price") is not { } written ? (decimal?)null
            : decimal.TryParse(written, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number
            : Wrong(errors, "price", "Write a number such as 59 or 59.90.");
        var numbers = Numbers(Text(fields, "numbers"), errors);
        errors.ThrowIfAny();
        return new ProductEdit(
            Text(fields, "name") ?? "", Text(fields, "description"), price, Text(fields, "currency"), Text(fields, "priceUnit"), Text(fields, "link"), numbers);
    }

    public static ActionEdit Action(IReadOnlyDictionary<string, string> fields) => new(
        List(fields.GetValueOrDefault("acts")), Text(fields, "product"), Text(fields, "stage"),
        Utterances: fields.Where(f => f.Key.StartsWith(DefinedFields.UtterancePrefix, StringComparison.Ordinal) && f.Value.Length > 0)
            .ToDictionary(f => f.Key[DefinedFields.UtterancePrefix.Length..], f => f.Value, StringComparer.Ordinal),
        Note: Text(fields, "note"));

    /// <exception cref="ValidationException">A word is no type or no usage.</exception>
    public static (FactType Type, FactUsages Usages, IReadOnlyList<string> Words) Fact(IReadOnlyDictionary<string, string> fields)
    {
        var errors = new FieldErrors();
        var typed = Word<FactType>(fields.GetValueOrDefault("type"), out var type);
        errors.Require(typed, "type", "Choose number, category or flag.");
        var usages = FactUsages.None;
        foreach (var word in List(fields.GetValueOrDefault("usages")))
        {
            errors.Require(Word<FactUsages>(word, out var usage), "usages", "Choose among policy, rules and audit.");
            usages |= usage;
        }

        errors.ThrowIfAny();
        return (type, usages, Lines(fields.GetValueOrDefault("words")));
    }

    /// <summary>Lines that hold something, without spaces around.</summary>
    public static IReadOnlyList<string> Lines(string? text) =>
        (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <returns>True or false; null for neither.</returns>
    public static bool? Flag(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "" or null or "false" or "no" or "0" => false,
        "true" or "yes" or "1" => true,
        _ => null,
    };

    private static List<ProductNumber>? Numbers(string? text, FieldErrors errors)
    {
        var numbers = new List<ProductNumber>();
        foreach (var line in Lines(text))
        {
            var equal = line.IndexOf('=', StringComparison.Ordinal);
            var rest = equal < 0 ? "" : line[(equal + 1)..].Trim();
            var end = rest.IndexOf(' ', StringComparison.Ordinal);
            var value = end < 0 ? rest : rest[..end];
            if (equal > 0 && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                numbers.Add(new ProductNumber(line[..equal].Trim(), number, end < 0 ? null : rest[end..].Trim()));
            else
                errors.Require(holds: false, "numbers", $"“{line}” is not written like cashback = 1.5 %.");
        }

        return numbers.Count == 0 ? null : numbers;
    }

    private static bool Word<T>(string? word, out T value)
        where T : struct, Enum
    {
        value = default;
        return word?.Trim() is { Length: > 0 } text && char.IsAsciiLetter(text[0]) && !text.Contains(',') && Enum.TryParse(text, ignoreCase: true, out value);
    }

    private static decimal? Wrong(FieldErrors errors, string field, string message)
    {
        errors.Require(holds: false, field, message);
        return null;
    }

    private static string[] List(string? text) => (text ?? "").Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? Text(IReadOnlyDictionary<string, string> fields, string field) =>
        fields.GetValueOrDefault(field) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
