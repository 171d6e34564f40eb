namespace ConvoStudio.Application.CsvFiles;

/// <summary>Cells of CSV files that the studio writes.</summary>
internal static class CsvText
{
    /// <summary>A quoted cell. One that begins like a formula gets an apostrophe: a spreadsheet would run it.</summary>
    public static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
