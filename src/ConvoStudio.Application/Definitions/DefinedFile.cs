using System.Globalization;
using System.Text;
using ConvoStudio.Application.Persistence;
using CsvHelper;

namespace ConvoStudio.Application.Definitions;

/// <summary>A table file as read: its columns, and for each line its cells.</summary>
public sealed record DefinedFile(IReadOnlyList<string> Columns, IReadOnlyList<(int Line, IReadOnlyList<string> Cells)> Lines)
{
    public const int MostLines = 5_000;
    private const string Formula = "=+-@\t'";

    /// <summary>Reads CSV with a head line; comma, semicolon, tab or bar is told from the file.</summary>
    /// <exception cref="ValidationException">There is no head, a quote is not closed, or the file is too long.</exception>
    public static DefinedFile Read(string text)
    {
        try
        {
            using var reader = CsvReader.FromText(
                text.TrimStart('\uFEFF'), new CsvReaderOptions { HasHeader = false, SkipEmptyLines = false, MalformedData = CsvMalformedDataHandling.Throw });
            if (!reader.Read() || reader.Current.ToArray() is not { } head || Array.TrueForAll(head, string.IsNullOrWhiteSpace))
                throw new ValidationException("file", "The first line must name the columns.");
            return new DefinedFile([.. head.Select(h => h.Trim())], Body(reader));
        }
        catch (CsvFormatException exception)
        {
            throw new ValidationException("file", string.Create(CultureInfo.InvariantCulture, $"Row {exception.RecordNumber} is no CSV: a quote is not closed, or stands where none may be."));
        }
    }

    /// <summary>The column of each field whose name says so, or null.</summary>
    public IReadOnlyDictionary<string, int?> Guess(IReadOnlyList<string> fields) =>
        fields.ToDictionary(f => f, f => Place(f), StringComparer.Ordinal);

    /// <param name="columns">Column of each field; null to leave the field as it is.</param>
    public IReadOnlyList<DefinedRow> Rows(IReadOnlyDictionary<string, int?> columns) =>
        [.. Lines.Select(line => new DefinedRow(line.Line, columns.Where(c => c.Value is not null).ToDictionary(
            c => c.Key, c => c.Value < line.Cells.Count ? line.Cells[c.Value!.Value] : "", StringComparer.Ordinal)))];

    private static List<(int, IReadOnlyList<string>)> Body(CsvReader reader)
    {
        var lines = new List<(int, IReadOnlyList<string>)>();
        for (var row = 2; reader.Read(); row++)
        {
            if (lines.Count == MostLines)
                throw new ValidationException("file", string.Create(CultureInfo.InvariantCulture, $"At most {MostLines:N0} lines at once."));
            var cells = reader.Current.ToArray();
            if (!Array.TrueForAll(cells, string.IsNullOrEmpty))
                lines.Add((row, [.. cells.Select(Unprotected)]));
        }

        return lines;
    }

    private int? Place(string field)
    {
        string[] names = [Plain(field), .. Synonyms(field)];
        for (var i = 0; i < Columns.Count; i++)
        {
            if (names.Contains(Plain(Columns[i]), StringComparer.Ordinal))
                return i;
        }

        return null;
    }

    private static string[] Synonyms(string field) => field switch
    {
        "key" => ["id", "code", "sku"],
        "name" => ["title", "product"],
        "description" => ["text", "details"],
        "price" => ["cost", "amount"],
        "priceUnit" => ["per", "unit"],
        "link" => ["url", "address", "website"],
        "acts" => ["act", "moves"],
        "note" => ["hint", "comment"],
        "usages" => ["usage", "usedfor"],
        "words" => ["values", "categories"],
        _ when field.StartsWith(DefinedFields.UtterancePrefix, StringComparison.Ordinal) =>
            [Plain("utterance" + field[DefinedFields.UtterancePrefix.Length..]), Plain("words" + field[DefinedFields.UtterancePrefix.Length..]), Plain(field[DefinedFields.UtterancePrefix.Length..])],
        _ => [],
    };

    private static string Plain(string name)
    {
        var plain = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
                plain.Append(char.ToLowerInvariant(c));
        }

        return plain.ToString();
    }

    // Exports put an apostrophe before what a spreadsheet would run.
    private static string Unprotected(string cell) => cell.Length > 1 && cell[0] == '\'' && Formula.Contains(cell[1]) ? cell[1..] : cell;
}
