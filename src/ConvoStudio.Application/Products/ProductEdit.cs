using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Products;
using ConvoStudio.Engine.Utterances;

namespace ConvoStudio.Application.Products;

/// <summary>What a product holds besides its key.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Description">At most 2,000 characters.</param>
/// <param name="Price">0 or more, at most four digits after the point; needs a currency.</param>
/// <param name="Currency">ISO 4217 code in capitals.</param>
/// <param name="PriceUnit">What the price is for, such as "a year"; at most 40 characters.</param>
/// <param name="Link">An http or https address of at most 500 characters.</param>
/// <param name="Numbers">At most 12, each key once.</param>
public sealed record ProductEdit(
    string Name, string? Description = null, decimal? Price = null, string? Currency = null, string? PriceUnit = null, string? Link = null,
    IReadOnlyList<ProductNumber>? Numbers = null)
{
    private const int MostNumbers = 12;
    private const decimal HighestPrice = 1_000_000_000_000m;

    /// <summary>Without spaces around, and null where nothing is written.</summary>
    public ProductEdit Trimmed() => new(
        (Name ?? "").Trim(), Blank(Description), Price, Blank(Currency)?.ToUpperInvariant(), Blank(PriceUnit), Blank(Link),
        Numbers is { Count: > 0 } ? [.. Numbers.Select(n => new ProductNumber((n.Key ?? "").Trim(), n.Value, Blank(n.Unit)))] : null);

    /// <summary>Collects every mistake; call on <see cref="Trimmed"/>.</summary>
    internal FieldErrors Check(FieldErrors errors)
    {
        errors.Text(Name, "name", 100).Text(Description, "description", 2000, required: false).Text(PriceUnit, "priceUnit", 40, required: false)
            .Text(Link, "link", 500, required: false)
            .Require(Price is null or (>= 0 and <= HighestPrice), "price", "A price is 0 or more.")
            .Require(Price is not { } price || decimal.Round(price, 4) == price, "price", "At most four digits after the point.")
            .Require(Currency is null || Currencies.IsKnown(Currency), "currency", "Use a currency code such as EUR, USD or GBP.")
            .Require(Price is null || Currency is not null, "currency", "A price needs its currency.")
            .Require(Link is null || IsWebAddress(Link), "link", "Use an address that begins with https:// or http://.");
        var numbers = Numbers ?? [];
        errors.Require(numbers.Count <= MostNumbers, "numbers", $"At most {MostNumbers} numbers.")
            .Require(numbers.Select(n => n.Key).Distinct(StringComparer.Ordinal).Count() == numbers.Count, "numbers", "Each name once.");
        foreach (var number in numbers)
        {
            errors.Require(new FieldErrors().Key(number.Key, "key") is { Any: false }, "numbers", $"“{number.Key}” is no name: use lower-case letters, digits, dashes or underscores.")
                .Require(!UtteranceWords.Reserved.Contains(number.Key), "numbers", $"“{number.Key}” has a field of its own.")
                .Require(double.IsFinite(number.Value), "numbers", $"“{number.Key}” needs a number.")
                .Require(number.Unit is not { Length: > 20 }, "numbers", "A unit has at most 20 characters.");
        }

        return errors;
    }

    private static bool IsWebAddress(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.Host.Length > 0;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
