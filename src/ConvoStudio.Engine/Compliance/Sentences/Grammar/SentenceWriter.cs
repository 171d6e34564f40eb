using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ConvoStudio.Engine.Compliance.Sentences.Grammar;

/// <summary>Writes a sentence token by token; knows where blanks stand and which names need quotes.</summary>
internal sealed partial class SentenceWriter
{
    // Names that a reader could take for words of the grammar where a name may stand.
    private static readonly HashSet<string> Function = ["the", "not", "anything", "true", "false", "known", "is", "at", "and", "or"];

    private readonly StringBuilder _text = new();

    public void Words(string words)
    {
        foreach (var word in words.Split(' '))
            Token(word);
    }

    public void Name(string name) => Token(BareName().IsMatch(name) && !Function.Contains(name) ? name : Quoted(name));

    public void Quote(string text) => Token(Quoted(text));

    public void Number(double number) => Token(number.ToString("R", CultureInfo.InvariantCulture));

    public void Token(string token)
    {
        if (_text.Length > 0 && _text[^1] != '(' && token is not ("," or "." or ")"))
            _text.Append(' ');
        _text.Append(token);
    }

    public override string ToString()
    {
        if (_text.Length > 0)
            _text[0] = char.ToUpperInvariant(_text[0]);
        return _text.ToString();
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    [GeneratedRegex("^[a-z][a-z0-9_-]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BareName();
}
