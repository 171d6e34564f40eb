namespace ConvoStudio.Engine.Utterances;

/// <summary>Language tags (BCP 47) as far as choosing words needs them: language first, then script or region.</summary>
public static class LocaleTag
{
    /// <summary>A language of two or three letters, then parts of letters and digits: en, de-AT, zh-Hant-TW. At most 16 characters.</summary>
    public static bool IsValid(string? tag)
    {
        if (tag is not { Length: >= 2 and <= 16 })
            return false;
        var parts = tag.Split('-');
        return parts[0] is { Length: 2 or 3 } && parts[0].All(char.IsAsciiLetter)
            && parts.Skip(1).All(part => part is { Length: >= 2 and <= 8 } && part.All(char.IsAsciiLetterOrDigit));
    }

    /// <summary>de-at, de_AT and DE-AT are de-AT; what is no tag stays as it is.</summary>
    public static string Normalized(string tag)
    {
        var text = tag.Trim().Replace('_', '-');
        if (!IsValid(text))
            return text;
        var parts = text.Split('-');
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = (i, parts[i].Length) switch
            {
                ( > 0, 2) => parts[i].ToUpperInvariant(),
                ( > 0, 4) => char.ToUpperInvariant(parts[i][0]) + parts[i][1..].ToLowerInvariant(),
                _ => parts[i].ToLowerInvariant(),
            };
        }

        return string.Join('-', parts);
    }

    /// <summary>de of de-AT.</summary>
    public static string Language(string tag)
    {
        var end = tag.AsSpan().IndexOfAny('-', '_');
        return end < 0 ? tag : tag[..end];
    }

    /// <summary>The one of the <paramref name="offered"/> tags to talk in: the wanted one, its language, another of its language, the first.</summary>
    /// <param name="wanted">The conversation's tag, or null.</param>
    /// <param name="offered">At least one, the first before the others.</param>
    public static string Choose(string? wanted, IReadOnlyList<string> offered)
    {
        if (string.IsNullOrWhiteSpace(wanted))
            return offered[0];
        var tag = Normalized(wanted);
        var language = Language(tag);
        return Find(offered, o => Equal(o, tag)) ?? Find(offered, o => Equal(o, language)) ?? Find(offered, o => Equal(Language(o), language)) ?? offered[0];
    }

    private static string? Find(IReadOnlyList<string> offered, Func<string, bool> fits)
    {
        foreach (var tag in offered)
        {
            if (fits(tag))
                return tag;
        }

        return null;
    }

    private static bool Equal(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
