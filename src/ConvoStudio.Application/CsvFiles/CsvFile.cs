using System.Globalization;
using System.IO.Compression;
using CsvHelper;

namespace ConvoStudio.Application.CsvFiles;

/// <summary>An uploaded CSV file, plain or packed with gzip, row by row. The first row names the columns; comma, semicolon, tab and bar are told apart by
/// looking. Memory holds one row.</summary>
public sealed class CsvFile : IDisposable
{
    /// <summary>Most columns a file may have.</summary>
    public const int MostColumns = 200;

    private const int LongestRow = 4 * 1024 * 1024;
    private readonly CsvReader _reader;
    private readonly FileStream _file;
    private readonly long _maximumBytes;
    private readonly HashSet<long> _bad = [];

    /// <param name="path">The file as uploaded.</param>
    /// <param name="maximumBytes">Most bytes it may unpack to.</param>
    /// <exception cref="CsvFileException">It is empty, has no heads, or is no CSV.</exception>
    public CsvFile(string path, long maximumBytes = long.MaxValue)
    {
        _maximumBytes = maximumBytes;
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
        _reader = CsvReader.Create(Unpack(_file), new CsvReaderOptions
        {
            SkipEmptyLines = false,
            TrimWhitespace = true,
            MaxRecordSize = LongestRow,
            OnMalformedRecord = MarkBad,
        });
        try
        {
            Heads = ReadHeads();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Names of the columns; one without a name is called by its number.</summary>
    public IReadOnlyList<string> Heads { get; }

    /// <summary>Number of the row last read; the heads are row 1, as a spreadsheet shows it.</summary>
    public long Row { get; private set; }

    /// <summary>Share of the file that is read, 0 to 1.</summary>
    public double Share => (double)_file.Position / Math.Max(1, _file.Length);

    /// <summary>Cells of the row last read, one for each head.</summary>
    public IReadOnlyList<string> Cells { get; private set; } = [];

    /// <summary>What is wrong with the shape of the row last read, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Goes to the next row that is not empty; false at the end.</summary>
    /// <exception cref="CsvFileException">It cannot be read any further.</exception>
    public bool Read()
    {
        while (Step() is { } cells)
        {
            Row++;
            if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
                continue;
            Problem = _bad.Remove(Row) ? "The row holds a quote where none may stand."
                : cells.Length != Heads.Count ? $"The row has {cells.Length} cells, the heads are {Heads.Count}." : null;
            Cells = cells.Length == Heads.Count ? cells : [.. cells.Take(Heads.Count), .. Enumerable.Repeat("", Math.Max(0, Heads.Count - cells.Length))];
            return true;
        }

        return false;
    }

    /// <summary>The cell of a column, or an empty text when no column is chosen.</summary>
    public string Cell(int? column) => column is { } index && index >= 0 && index < Cells.Count ? Cells[index] : "";

    public void Dispose()
    {
        _reader.Dispose();
        _file.Dispose();
    }

    private string[] ReadHeads()
    {
        Try(_reader.ReadHeader);
        string[] heads = [.. _reader.Headers];
        Row = 1;
        if (heads.Length > MostColumns)
            throw new CsvFileException($"The file has {heads.Length} columns; at most {MostColumns} are read.");
        if (Array.TrueForAll(heads, string.IsNullOrWhiteSpace))
            throw new CsvFileException("The file is empty, or its first row does not name the columns.");
        if (Array.Exists(heads, head => head.Contains('\0', StringComparison.Ordinal)))
            throw new CsvFileException("This is no text file.");
        return [.. heads.Select((head, i) => head.Trim() is { Length: > 0 and <= 100 } name ? name : string.Create(CultureInfo.InvariantCulture, $"column {i + 1}"))];
    }

    private string[]? Step()
    {
        var more = false;
        Try(() => more = _reader.Read());
        if (_reader.ByteOffset > _maximumBytes)
            throw new CsvFileException($"The file unpacks to more than {_maximumBytes} bytes; split it.");
        return more ? _reader.Current.ToArray() : null;
    }

    // A quote within a plain cell, as in 5" screen, is read as it stands. The record is numbered as rows are.
    private void MarkBad(CsvMalformedRecord record)
    {
        if (record.Reason != CsvMalformedReason.StrayQuote)
            _bad.Add(record.RecordNumber);
    }

    private void Try(Action read)
    {
        try
        {
            read();
        }
        catch (CsvFormatException exception)
        {
            throw new CsvFileException($"The file cannot be read after row {Row}; a quote is probably not closed.", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new CsvFileException($"The file cannot be read after row {Row}: it is damaged, or a quote is not closed.", exception);
        }
    }

    private static Stream Unpack(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && magic[0] == 0x1f && magic[1] == 0x8b ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}

/// <summary>The file is no CSV that can be read; the message is for a person.</summary>
public sealed class CsvFileException(string message, Exception? inner = null) : Exception(message, inner);
