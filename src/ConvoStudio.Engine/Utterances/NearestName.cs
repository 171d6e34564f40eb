namespace ConvoStudio.Engine.Utterances;

/// <summary>The known name somebody most likely meant.</summary>
public static class NearestName
{
    /// <returns>The name with the fewest changed letters, at most a third of them; or null.</returns>
    public static string? Of(string written, IReadOnlyList<string> known)
    {
        var (best, distance) = ((string?)null, int.MaxValue);
        foreach (var name in known)
        {
            if (Distance(written, name) is var d && d < distance)
                (best, distance) = (name, d);
        }

        return best is not null && distance <= Math.Max(2, best.Length / 3) ? best : null;
    }

    // Levenshtein, one row at a time.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
