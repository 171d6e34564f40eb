using System.Globalization;

namespace ConvoStudio.Web.Components.Common;

/// <summary>Every number on a page is written here, with the person's signs (<see cref="NumberStyle"/>). Spaces inside a number do not break; minus is a real minus.</summary>
public static class Numbers
{
    /// <summary>For what is not known; the reason belongs in a tooltip.</summary>
    public const string Unknown = "–";
    private const double Tiniest = 1e-6;
    private const char NarrowSpace = '\u202F';
    private const char NoBreakSpace = '\u00A0';
    private const char Minus = '\u2212';

    /// <summary>9,591; a fraction is rounded.</summary>
    public static string Count(double value) => double.IsFinite(value) ? Signed(Plain(value, "#,##0")) : Unknown;

    /// <summary>A count of people or conversations; under the smallest cell only that it is smaller.</summary>
    public static string CountAbove(long value, int smallestCell) =>
        value < smallestCell ? string.Create(CultureInfo.InvariantCulture, $"fewer than {smallestCell}") : Count(value);

    /// <summary>0.134 → 13.4 %. Chances are never shown as certain unless they are: &lt; 0.1 %, &gt; 99.9 %.</summary>
    public static string Rate(double value)
    {
        if (!double.IsFinite(value)) return Unknown;
        return value switch
        {
            > 0 and < 0.001 => $"<{NarrowSpace}{NumberStyle.Current.Apply("0.1")}{NarrowSpace}%",
            > 0.999 and < 1 => $">{NarrowSpace}{NumberStyle.Current.Apply("99.9")}{NarrowSpace}%",
            _ => Signed(Plain(value * 100, "0.0")) + NarrowSpace + "%",
        };
    }

    /// <summary>Two significant digits for a tiny chance: 0.00032 → 0.032 %. Beyond one in a million the digits say nothing: &lt; 0.0001 %.</summary>
    public static string TinyRate(double value)
    {
        if (!double.IsFinite(value)) return Unknown;
        if (value is <= 0 or >= 0.001) return Rate(value);
        if (value < Tiniest) return $"<{NarrowSpace}{NumberStyle.Current.Apply("0.0001")}{NarrowSpace}%";
        var percent = value * 100;
        var decimals = 1 - (int)Math.Floor(Math.Log10(percent));
        return NumberStyle.Current.Apply(percent.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)) + NarrowSpace + "%";
    }

    /// <summary>A difference of rates in points: 0.024 → +2.4 pts.</summary>
    public static string Points(double value) => double.IsFinite(value) ? WithSign(value * 100, "0.0") + NoBreakSpace + "pts" : Unknown;

    /// <summary>0.134 → 13.4, where the sign stands elsewhere.</summary>
    public static string Percent(double value) => double.IsFinite(value) ? Signed(Plain(value * 100, "0.0")) : Unknown;

    /// <summary>At most three decimals: 0.031, −0.2, and 126.25 as it was recorded.</summary>
    public static string Reward(double value) => double.IsFinite(value) ? Signed(Plain(value, "0.###")) : Unknown;

    /// <summary>A change of a reward: +0.042.</summary>
    public static string RewardChange(double value) => double.IsFinite(value) ? WithSign(value, "0.###") : Unknown;

    /// <summary>What was estimated, with as many decimals as say something: 0.031, 19.52, 126.3, 8,210.</summary>
    public static string Estimate(double value) => double.IsFinite(value) ? Signed(Plain(value, Decimals(value))) : Unknown;

    /// <summary>59 €, by the currency's sign; cents only where there are any.</summary>
    public static string Money(decimal value, string currency = "€") =>
        Signed(NumberStyle.Current.Apply(value.ToString(decimal.Truncate(value) == value ? "#,##0" : "#,##0.00", CultureInfo.InvariantCulture))) + NoBreakSpace + currency;

    /// <summary>Bytes in powers of ten, three digits at most: 12.4 MB, 1.9 GB.</summary>
    public static string Bytes(double value)
    {
        if (!double.IsFinite(value)) return Unknown;
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        var unit = 0;
        while (Math.Abs(value) >= 999.5 && unit < units.Length - 1) (value, unit) = (value / 1000, unit + 1);
        return Signed(Plain(value, unit == 0 || Math.Abs(value) >= 99.95 ? "0" : "0.#")) + NoBreakSpace + units[unit];
    }

    /// <summary>−0.1 to +4.9 for points, 72.6 to 79.4 % for rates; never a dash, which would look like a minus.</summary>
    public static string Interval(double low, double high, NumberFormat format = NumberFormat.Points)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high)) return Unknown;
        return format switch
        {
            NumberFormat.Points => $"{WithSign(low * 100, "0.0")} to {WithSign(high * 100, "0.0")}",
            NumberFormat.Rate => $"{Signed(Plain(low * 100, "0.0"))} to {Signed(Plain(high * 100, "0.0"))}{NarrowSpace}%",
            NumberFormat.Count => $"{Count(low)} to {Count(high)}",
            // An estimate; both ends with the decimals of the one that is farther from nothing.
            _ => Between(low, high, Decimals(Math.Max(Math.Abs(low), Math.Abs(high)))),
        };
    }

    private static string Between(double low, double high, string format) => $"{Signed(Plain(low, format))} to {Signed(Plain(high, format))}";

    // Four digits or so; the same in charts.js.
    private static string Decimals(double value) => Math.Abs(value) switch
    {
        >= 999.95 => "#,##0",
        >= 99.995 => "0.#",
        >= 9.9995 => "0.##",
        _ => "0.###",
    };

    public static string Format(double value, NumberFormat format) => format switch
    {
        NumberFormat.Count => Count(value),
        NumberFormat.Rate => Rate(value),
        NumberFormat.Points => Points(value),
        _ => Reward(value),
    };

    // Rounding first: −0.04 is shown as 0.0, not as −0.0.
    private static string Plain(double value, string format)
    {
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        return NumberStyle.Current.Apply(text.StartsWith('-') && !text.AsSpan(1).ContainsAnyInRange('1', '9') ? text[1..] : text);
    }

    private static string Signed(string text) => text.Replace('-', Minus);

    private static string WithSign(double value, string format)
    {
        var text = Plain(value, format);
        return text.StartsWith('-') || !text.AsSpan().ContainsAnyInRange('1', '9') ? Signed(text) : "+" + text;
    }
}
