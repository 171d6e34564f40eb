using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Application.CsvFiles;

/// <summary>The heads and first rows of an upload, for guessing what its columns mean.</summary>
internal static class CsvLook
{
    private const int Rows = 100;

    /// <exception cref="ValidationException">It is no CSV, or holds no row.</exception>
    public static (IReadOnlyList<string> Heads, List<IReadOnlyList<string>> Sample) Of(string path)
    {
        try
        {
            using var file = new CsvFile(path);
            List<IReadOnlyList<string>> sample = [];
            while (sample.Count < Rows && file.Read())
                sample.Add(file.Cells);
            return sample.Count > 0 ? (file.Heads, sample) : throw new CsvFileException("The file holds heads but no row.");
        }
        catch (CsvFileException exception)
        {
            throw new ValidationException("file", exception.Message);
        }
    }
}
