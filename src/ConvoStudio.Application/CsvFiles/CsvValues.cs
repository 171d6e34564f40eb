using System.Globalization;

namespace ConvoStudio.Application.CsvFiles;

/// <summary>Numbers and yes-or-no as people write them in spreadsheets.</summary>
public static class CsvValues
{
    private static readonly HashSet<string> Yes = new(StringComparer.OrdinalIgnoreCase) { "1", "true", "yes", "y", "t", "won", "sold", "converted", "closed won" };

    private static readonly HashSet<string> No = new(StringComparer.OrdinalIgnoreCase) { "0", "false", "no", "n", "f", "lost", "unsold", "closed lost" };

    /// <summary>1234.5, or 1234,5 with the comma of other countries; finite. Null for anything else: thousands marks are never guessed.</summary>
    public static double? Number(string text)
    {
        var plain = text.Contains('.', StringComparison.Ordinal) || text.Count(c => c == ',') != 1 ? text : DecimalComma(text);
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    public static bool? Flag(string text) => Yes.Contains(text) ? true : No.Contains(text) ? false : null;

    // 1,234 may be a thousand or a bit more than one: three digits after the comma are not taken.
    private static string DecimalComma(string text) => text.Length - text.IndexOf(',', StringComparison.Ordinal) - 1 == 3 ? text : text.Replace(',', '.');
}
