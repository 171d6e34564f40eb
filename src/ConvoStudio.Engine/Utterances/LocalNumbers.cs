using System.Globalization;
using ConvoStudio.Engine.Products;

namespace ConvoStudio.Engine.Utterances;

/// <summary>Numbers and money as a language writes them. A table of its own: an answer must come out the same on every machine and after every
/// update of the system's tables, or a replay would differ.</summary>
public static class LocalNumbers
{
    private const char NoBreak = '\u00A0';
    private const char NarrowNoBreak = '\u202F';

    private enum MoneyPlace
    {
        /// <summary>€59.</summary>
        Before = 0,

        /// <summary>€ 59.</summary>
        BeforeWithSpace = 1,

        /// <summary>59 €.</summary>
        After = 2,
    }

    private readonly record struct Style(char Decimal, string Group, MoneyPlace Money, string Percent);

    /// <summary>1,234.5 in English, 1.234,5 in German; at most six digits after the point.</summary>
    public static string Number(double value, string locale) => Write(value.ToString("#,##0.######", CultureInfo.InvariantCulture), Of(locale));

    /// <summary>59 € or 59,50 €: digits after the point only where there are any.</summary>
    public static string Money(decimal amount, string currency, string locale)
    {
        var style = Of(locale);
        var digits = Currencies.DigitsOf(currency);
        var whole = decimal.Truncate(amount) == amount;
        var text = Write(amount.ToString(whole || digits == 0 ? "#,##0" : "#,##0." + new string('0', digits), CultureInfo.InvariantCulture), style);
        var sign = Currencies.SignOf(currency);
        return style.Money switch
        {
            MoneyPlace.After => text + NoBreak + sign,
            MoneyPlace.BeforeWithSpace => sign + NoBreak + text,
            // A code needs its space: CHF 59.
            _ => char.IsAsciiLetterUpper(sign[0]) && sign.Length == 3 ? sign + NoBreak + text : sign + text,
        };
    }

    /// <summary>A number with its unit: 1.5%, 30 days, 59 €.</summary>
    public static string WithUnit(double value, string? unit, string locale) => unit switch
    {
        null or "" => Number(value, locale),
        "%" => Number(value, locale) + Of(locale).Percent,
        _ when Currencies.IsKnown(unit) && Math.Abs(value) < 1e15 => Money((decimal)value, unit, locale),
        _ => Number(value, locale) + NoBreak + unit,
    };

    private static string Write(string invariant, Style style)
    {
        var text = invariant.Replace(",", "\u0001", StringComparison.Ordinal).Replace('.', style.Decimal).Replace("\u0001", style.Group, StringComparison.Ordinal);
        return text.StartsWith('-') ? string.Concat("\u2212", text.AsSpan(1)) : text;
    }

    private static Style Of(string locale)
    {
        var region = locale.Length > 3 ? locale[(locale.LastIndexOf('-') + 1)..].ToUpperInvariant() : "";
        const string space = "\u00A0";
        return (LocaleTag.Language(locale).ToLowerInvariant(), region) switch
        {
            ("de" or "fr" or "it", "CH" or "LI") => new('.', "’", MoneyPlace.BeforeWithSpace, "%"),
            ("de", "AT") => new(',', space, MoneyPlace.BeforeWithSpace, space + "%"),
            ("de" or "da" or "hr" or "sl" or "el" or "id" or "ro" or "sr", _) => new(',', ".", MoneyPlace.After, space + "%"),
            ("es", "MX") => new('.', ",", MoneyPlace.Before, "%"),
            ("es", _) => new(',', ".", MoneyPlace.After, space + "%"),
            ("it", _) => new(',', ".", MoneyPlace.After, "%"),
            ("tr", _) => new(',', ".", MoneyPlace.Before, "%"),
            ("nl", _) => new(',', ".", MoneyPlace.BeforeWithSpace, "%"),
            ("pt", "BR") => new(',', ".", MoneyPlace.BeforeWithSpace, "%"),
            ("pt", _) => new(',', space, MoneyPlace.After, "%"),
            ("fr", _) => new(',', NarrowNoBreak.ToString(), MoneyPlace.After, space + "%"),
            ("sv" or "fi" or "nb" or "nn" or "no" or "cs" or "sk" or "ru" or "bg", _) => new(',', space, MoneyPlace.After, space + "%"),
            ("pl" or "uk" or "hu" or "et" or "lt" or "lv", _) => new(',', space, MoneyPlace.After, "%"),
            _ => new('.', ",", MoneyPlace.Before, "%"),
        };
    }
}
