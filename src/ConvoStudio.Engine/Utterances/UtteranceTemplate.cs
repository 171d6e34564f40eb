using System.Text;

namespace ConvoStudio.Engine.Utterances;

/// <summary>Words with places to fill: "The {product.name} costs {product.price}, {fact.first-name|my friend}." Braces that are meant as such are doubled.</summary>
/// <remarks>Immutable. A template without places costs nothing to say.</remarks>
public sealed class UtteranceTemplate
{
    // Literal text and places in turn; a place has no text.
    private readonly (string? Text, UtterancePlaceholder? Place)[] _parts;

    private UtteranceTemplate(string source, List<(string?, UtterancePlaceholder?)> parts)
    {
        (Source, _parts) = (source, [.. parts]);
        Placeholders = [.. _parts.Where(p => p.Place is not null).Select(p => p.Place!)];
        Plain = Placeholders.Count == 0 ? string.Concat(_parts.Select(p => p.Text)) : null;
    }

    /// <summary>The template as written.</summary>
    public string Source { get; }

    /// <summary>The words when there is nothing to fill, or null.</summary>
    public string? Plain { get; }

    /// <summary>Places in their order.</summary>
    public IReadOnlyList<UtterancePlaceholder> Placeholders { get; }

    /// <summary>Reads a template, or says where it goes wrong.</summary>
    public static UtteranceTemplate? TryParse(string source, out UtteranceProblem? problem)
    {
        var parts = new List<(string?, UtterancePlaceholder?)>();
        var text = new StringBuilder();
        for (var i = 0; i < source.Length; i++)
        {
            var c = source[i];
            if (c is not ('{' or '}') || (i + 1 < source.Length && source[i + 1] == c))
            {
                text.Append(c);
                i += c is '{' or '}' ? 1 : 0;
                continue;
            }

            if (Place(source, i, out problem) is not { } place)
                return null;
            if (text.Length > 0)
                parts.Add((text.ToString(), null));
            text.Clear();
            parts.Add((null, place));
            i = source.IndexOf('}', i);
        }

        if (text.Length > 0)
            parts.Add((text.ToString(), null));
        problem = null;
        return new UtteranceTemplate(source, parts);
    }

    /// <summary>Words that are said as they stand, whatever braces they hold.</summary>
    public static UtteranceTemplate Literal(string text) => new(text, [(text, null)]);

    /// <summary>Fills the places.</summary>
    /// <param name="value">Gives the words of a place, or null when they are not known.</param>
    public SpokenUtterance Say(Func<string, string?> value)
    {
        if (Plain is not null)
            return new(Plain, null);
        var words = new StringBuilder();
        foreach (var (text, place) in _parts)
        {
            if ((text ?? value(place!.Name) ?? place.Alternative) is not { } said)
                return new(null, place!.Name);
            words.Append(said);
        }

        return new(words.ToString(), null);
    }

    private static UtterancePlaceholder? Place(string source, int open, out UtteranceProblem? problem)
    {
        problem = null;
        if (source[open] == '}')
            problem = new(open, "This closing brace has no opening one. Write }} to say a brace.");
        else if (source.AsSpan(open + 1).IndexOfAny('{', '}') is var length && (length < 0 || source[open + 1 + length] == '{'))
            problem = new(open, "This brace is not closed. Write {{ to say a brace.");
        else
        {
            var inside = source.Substring(open + 1, length);
            var bar = inside.IndexOf('|', StringComparison.Ordinal);
            var name = (bar < 0 ? inside : inside[..bar]).Trim();
            var alternative = bar < 0 ? null : inside[(bar + 1)..].Trim();
            if (name.Length == 0)
                problem = new(open, "Write a name between the braces, such as product.name.");
            else if (alternative is { Length: 0 })
                problem = new(open, "Write what to say instead after the bar, or leave the bar out.");
            else
                return new(name, alternative, open);
        }

        return null;
    }
}
