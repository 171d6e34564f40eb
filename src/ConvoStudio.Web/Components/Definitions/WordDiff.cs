namespace ConvoStudio.Web.Components.Definitions;

/// <summary>A piece of a text as it was or is.</summary>
/// <param name="Change">0 it stayed, −1 it went, +1 it came.</param>
public sealed record WordPiece(string Text, int Change);

/// <summary>Two texts compared word by word.</summary>
public static class WordDiff
{
    private const int MostWords = 600;

    public static IReadOnlyList<WordPiece> Of(string before, string after)
    {
        var (left, right) = (Words(before), Words(after));
        if (left.Count > MostWords || right.Count > MostWords)
            return [.. Pieces(before, -1), .. Pieces(after, 1)];
        // Longest common words behind each pair of places.
        var common = new int[left.Count + 1, right.Count + 1];
        for (var i = left.Count - 1; i >= 0; i--)
        {
            for (var j = right.Count - 1; j >= 0; j--)
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var pieces = new List<WordPiece>();
        var (a, b) = (0, 0);
        while (a < left.Count || b < right.Count)
        {
            if (a < left.Count && b < right.Count && left[a] == right[b])
                (_, b) = (Add(pieces, left[a++], 0), b + 1);
            else if (a < left.Count && (b == right.Count || common[a + 1, b] >= common[a, b + 1]))
                Add(pieces, left[a++], -1);
            else
                Add(pieces, right[b++], 1);
        }

        return pieces;
    }

    private static bool Add(List<WordPiece> pieces, string word, int change)
    {
        if (pieces is [.., var last] && last.Change == change)
            pieces[^1] = last with { Text = last.Text + word };
        else
            pieces.Add(new WordPiece(word, change));
        return true;
    }

    private static IEnumerable<WordPiece> Pieces(string text, int change) => text.Length == 0 ? [] : [new WordPiece(text, change)];

    // A word with the white space behind it.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            while (end < text.Length && char.IsWhiteSpace(text[end]))
                end++;
            words.Add(text[start..end]);
            start = end;
        }

        return words;
    }
}
