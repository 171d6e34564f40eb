using System.Text.Json.Serialization;

namespace ConvoStudio.Engine.Products;

/// <summary>A named number of a product: cashback = 1.5 %.</summary>
/// <param name="Key">Stable key; <c>{product.cashback}</c> says it.</param>
/// <param name="Value">Finite.</param>
/// <param name="Unit">"%", a currency's code, or a word such as "days"; null for a bare number.</param>
public sealed record ProductNumber(
    string Key, double Value, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Unit = null);

/// <summary>Something the agent may offer, as far as words about it need it.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Name">As customers know it.</param>
/// <param name="Price">At least 0; null when it is not said.</param>
/// <param name="Currency">ISO 4217 code; there is one when there is a price.</param>
/// <param name="PriceUnit">What the price is for, such as "a year".</param>
/// <param name="Link">An http or https address, or null.</param>
/// <param name="Numbers">Its named numbers, or null when there are none.</param>
public sealed record OfferedProduct(
    string Key, string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Price = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Currency = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PriceUnit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Link = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProductNumber>? Numbers = null);
