using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>The one canonical English sentence of a rule, and back. Reading a written sentence gives an equal rule.</summary>
public static class RuleText
{
    /// <summary>The sentence, with a full stop. Key and version are not part of it.</summary>
    public static string Render(SentenceRule rule)
    {
        var text = new SentenceWriter();
        Write(rule, text);
        return text.ToString();
    }

    /// <summary>Writes the sentence; returns where its clauses begin.</summary>
    internal static int Write(SentenceRule rule, SentenceWriter text)
    {
        Form(rule.Body).Write(rule.Body, text);
        var clauses = text.Length;
        foreach (var clause in RuleClauses.All)
            clause.Write(rule, text);
        text.Token(".");
        return clauses;
    }

    /// <summary>Reads a sentence.</summary>
    /// <param name="key">Key of the rule.</param>
    /// <param name="version">Version of the rule.</param>
    /// <param name="sentence">The sentence.</param>
    /// <exception cref="RuleFormatException">It is none of the fifteen sentences; the place is where the best of them stopped fitting.</exception>
    public static SentenceRule Parse(string key, int version, string sentence)
    {
        RuleFormatException? best = null;
        var furthest = -1;
        var text = new SentenceReader(sentence);
        foreach (var form in RuleForms.All)
        {
            text.Rewind();
            if (!text.Take(form.Opening))
                continue;
            text.Rewind();
            try
            {
                return Read(key, version, form, text);
            }
            catch (RuleFormatException refused) when (text.Place > furthest)
            {
                (best, furthest) = (refused, text.Place);
            }
            catch (RuleFormatException)
            {
                // Another sentence came further; its refusal is the one to show.
            }
        }
        text.Rewind();
        throw best ?? text.Refusal($"Expected one of the beginnings of a rule: {string.Join(", ", RuleForms.All.Select(f => $"\"{f.Opening}\"").Distinct(StringComparer.Ordinal))}.");
    }

    internal static RuleForm Form(RuleBody body) => RuleForms.Find(body.Form) ?? throw new ArgumentException($"No sentence for {body.Form}.", nameof(body));

    private static SentenceRule Read(string key, int version, RuleForm form, SentenceReader text)
    {
        var body = form.Read(text);
        var values = new SlotValues();
        foreach (var clause in RuleClauses.All)
            clause.Read(text, values);
        text.Expect(".");
        return text.AtEnd ? RuleClauses.Build(key, version, body, values) : throw text.Refusal("A rule is one sentence; nothing may follow the full stop.");
    }
}
