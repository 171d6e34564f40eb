namespace ConvoStudio.Application.CsvFiles;

/// <summary>Guesses which column holds what by the words in its head. Each column is taken once.</summary>
public sealed class CsvGuess(IReadOnlyList<string> heads)
{
    private readonly string[] _plain = [.. heads.Select(Plain)];
    private readonly HashSet<int> _taken = [];

    /// <summary>The first free column whose head is one of the words, or else contains one; null when none is.</summary>
    public int? Take(params ReadOnlySpan<string> words)
    {
        foreach (var whole in (bool[])[true, false])
        {
            foreach (var word in words)
            {
                for (var i = 0; i < _plain.Length; i++)
                {
                    if (_taken.Contains(i) || !(whole ? _plain[i] == word : word.Length > 3 && _plain[i].Contains(word, StringComparison.Ordinal)))
                        continue;
                    _taken.Add(i);
                    return i;
                }
            }
        }

        return null;
    }

    /// <summary>Columns not taken yet.</summary>
    public IReadOnlyList<int> Rest => [.. Enumerable.Range(0, _plain.Length).Where(i => !_taken.Contains(i))];

    private static string Plain(string head) => new([.. head.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
