using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ConvoStudio.Engine.Compliance.Sentences.Grammar;

/// <summary>Writes a sentence token by token; knows where blanks stand and which names need quotes.</summary>
/// <param name="marks">Remember where slots stand.</param>
internal sealed partial class SentenceWriter(bool marks = false)
{
    // Names that a reader could take for words of the grammar where a name may stand.
    private static readonly HashSet<string> Function = ["the", "not", "anything", "true", "false", "known", "is", "at", "and", "or"];

    private readonly StringBuilder _text = new();
    private readonly List<(int Start, int End, RuleSlot Slot)> _marks = [];
    private bool _opening;
    private int _start;

    /// <summary>The slots, in order; two never overlap.</summary>
    public IReadOnlyList<(int Start, int End, RuleSlot Slot)> Marks => _marks;

    public int Length => _text.Length;

    /// <summary>Writes a slot.</summary>
    public void Slot(RuleSlot slot, Action<SentenceWriter> write)
    {
        if (!marks)
        {
            write(this);
            return;
        }
        (_opening, _start) = (true, _text.Length);
        write(this);
        _opening = false;
        _marks.Add((_start, _text.Length, slot));
    }

    /// <summary>A slot that stands nowhere, and would stand here.</summary>
    public void Absent(RuleSlot slot)
    {
        if (marks)
            _marks.Add((_text.Length, _text.Length, slot));
    }

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
        if (_opening)
            (_opening, _start) = (false, _text.Length);
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
