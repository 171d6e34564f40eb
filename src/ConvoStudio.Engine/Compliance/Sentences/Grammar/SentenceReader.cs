using System.Globalization;
using System.Text.RegularExpressions;

namespace ConvoStudio.Engine.Compliance.Sentences.Grammar;

/// <summary>Reads a sentence token by token. Every refusal names the character where it happened.</summary>
internal sealed partial class SentenceReader
{
    private readonly List<(string Text, int Place)> _tokens = [];
    private readonly int _length;
    private int _next;

    public SentenceReader(string sentence)
    {
        if (sentence.Length > RuleLimits.LongestSentence)
            throw new RuleFormatException($"character {RuleLimits.LongestSentence + 1}", $"A sentence has at most {RuleLimits.LongestSentence} characters.");
        _length = sentence.Length;
        var at = 0;
        while (at < sentence.Length)
        {
            if (char.IsWhiteSpace(sentence[at]))
            {
                at++;
                continue;
            }
            var match = AnyToken().Match(sentence, at, sentence.Length - at);
            if (!match.Success || match.Index != at || match.Length == 0)
                throw new RuleFormatException($"character {at + 1}", sentence[at] == '"' ? "The quotation mark is never closed." : $"'{sentence[at]}' has no place in a sentence.");
            _tokens.Add((_tokens.Count == 0 ? LowerFirst(match.Value) : match.Value, at));
            at += match.Length;
        }
    }

    public int Place => _next < _tokens.Count ? _tokens[_next].Place : _length;

    public bool AtEnd => _next == _tokens.Count;

    public void Rewind() => _next = 0;

    /// <summary>Takes the words when they come next, all or none.</summary>
    public bool Take(string words)
    {
        var at = _next;
        foreach (var word in words.Split(' '))
            if (at >= _tokens.Count || _tokens[at++].Text != word)
                return false;
        _next = at;
        return true;
    }

    public void Expect(string words)
    {
        // The furthest word that fits is where the sentence goes wrong.
        foreach (var word in words.Split(' '))
            if (!Take(word))
                throw Refusal($"Expected \"{words}\"{Found()}.");
    }

    public string Name() => Next() is { } token && (token[0] == '"' || (char.IsAsciiLetterLower(token[0]) && !token.Contains('\'', StringComparison.Ordinal)))
        ? Unquoted(Advance())
        : throw Refusal($"Expected a name{Found()}; names with other characters stand in quotation marks.");

    public string Quote() => Next() is ['"', ..] ? Unquoted(Advance()) : throw Refusal($"Expected text in quotation marks{Found()}.");

    public bool NextIsNumber() => Next() is { } token && (char.IsAsciiDigit(token[0]) || (token[0] == '-' && token.Length > 1));

    public double Number()
    {
        if (NextIsNumber() && double.TryParse(Next(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            _next++;
            return number;
        }
        throw Refusal($"Expected a number{Found()}.");
    }

    public int Whole() => Next() is { } token && int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && ++_next > 0
        ? number
        : throw Refusal($"Expected a whole number{Found()}.");

    public DateOnly Date() => Next() is { } token && DateOnly.TryParseExact(token, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && ++_next > 0
        ? date
        : throw Refusal($"Expected a date like 2026-01-31{Found()}.");

    public TimeOnly Time() => Next() is { } token && TimeOnly.TryParseExact(token, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && ++_next > 0
        ? time
        : throw Refusal($"Expected a time like 08:30{Found()}.");

    public RuleFormatException Refusal(string reason) => new($"character {Place + 1}", reason);

    private string? Next() => _next < _tokens.Count ? _tokens[_next].Text : null;

    private string Advance() => _tokens[_next++].Text;

    private string Found() => Next() is { } token ? $", found \"{token}\"" : ", found the end";

    private static string Unquoted(string token) => token[0] == '"' ? Escape().Replace(token[1..^1], "${escaped}") : token;

    private static string LowerFirst(string word) => char.IsAsciiLetterUpper(word[0]) ? char.ToLowerInvariant(word[0]) + word[1..] : word;

    [GeneratedRegex(
        """\G(?:"(?:[^"\\]|\\.)*"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}:[0-9]{2}|-?[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]+)?|[A-Za-z][A-Za-z0-9_'-]*|[,.()])""",
        RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex AnyToken();

    [GeneratedRegex("""\\(?<escaped>.)""", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Escape();
}
