using System.Text;

namespace ConvoStudio.Web.Components.Common;

/// <summary>Lines of RFC 4180. A cell that begins like a formula gets an apostrophe: a spreadsheet would run it.</summary>
public static class Csv
{
    public static string Of(IEnumerable<string> head, IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(head)) text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return text.ToString();
    }

    private static string Cell(string value)
    {
        // A negative number is no formula.
        var risky = value.Length > 0 && (value[0] is '=' or '+' or '@' or '\t' || (value[0] == '-' && !double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _)));
        // An apostrophe that would be taken for one of ours gets its own, so that reading the file gives back the same text.
        risky |= value.Length > 1 && value[0] == '\'' && (value[1] is '=' or '+' or '-' or '@' or '\t' or '\'');
        var safe = risky ? "'" + value : value;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
