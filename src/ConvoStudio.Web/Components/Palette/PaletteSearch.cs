namespace ConvoStudio.Web.Components.Palette;

/// <summary>Which entries a text means, best first in each group.</summary>
public static class PaletteSearch
{
    private const int MostOfGroup = 6;

    /// <param name="text">What was typed; every word must be somewhere in an entry.</param>
    public static IReadOnlyList<PaletteEntry> Find(IEnumerable<PaletteEntry> entries, string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. entries.Select((entry, place) => (Entry: entry, Place: place, Rank: Rank(entry, words))).Where(found => found.Rank >= 0)
            .GroupBy(found => found.Entry.Group).OrderBy(group => group.Key)
            .SelectMany(group => group.OrderBy(found => found.Rank).ThenBy(found => found.Place).Take(MostOfGroup)).Select(found => found.Entry)];
    }

    // 0: begins so; 1: a word begins so; 2: somewhere inside; 3: only the note holds it; −1: not at all.
    private static int Rank(PaletteEntry entry, string[] words)
    {
        var worst = 0;
        foreach (var word in words)
        {
            var rank = RankOf(entry, word);
            if (rank < 0) return -1;
            worst = Math.Max(worst, rank);
        }
        return worst;
    }

    private static int RankOf(PaletteEntry entry, string word)
    {
        var at = entry.Text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        if (at == 0) return 0;
        if (at > 0) return char.IsLetterOrDigit(entry.Text[at - 1]) ? 2 : 1;
        return entry.Note?.Contains(word, StringComparison.OrdinalIgnoreCase) == true ? 3 : -1;
    }
}
