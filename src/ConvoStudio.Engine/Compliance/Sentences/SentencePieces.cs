using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>A canonical sentence in pieces, so that somebody can change one slot without reading or writing text.</summary>
public static class SentencePieces
{
    /// <summary>The pieces in order. Their texts joined are exactly <see cref="RuleText.Render"/>. A rule that does not pass its checks yet has pieces too.</summary>
    public static IReadOnlyList<SentencePiece> Of(SentenceRule rule)
    {
        var text = new SentenceWriter(marks: true);
        var clauses = RuleText.Write(rule, text);
        var sentence = text.ToString();
        var parts = new List<SentencePiece>();
        var at = 0;
        foreach (var (start, end, slot) in text.Marks)
        {
            Words(at, start);
            parts.Add(new(sentence[start..end], slot, RuleClauses.Has(slot.Place)));
            at = end;
        }
        Words(at, sentence.Length);
        return parts;

        void Words(int from, int to)
        {
            if (from < clauses && clauses < to)
            {
                parts.Add(new(sentence[from..clauses], null, false));
                from = clauses;
            }
            if (from < to)
                parts.Add(new(sentence[from..to], null, from >= clauses));
        }
    }

    /// <summary>The rule with one slot filled otherwise. Whether it may be used then is for <see cref="RuleSetCheck"/> to say.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="place">The slot's place.</param>
    /// <param name="value">Of the slot's type; null leaves an optional slot out, and takes away one of several conditions.</param>
    /// <exception cref="ArgumentException">There is no such slot, the value is of another type, or a slot that must be filled would be left out.</exception>
    public static SentenceRule With(SentenceRule rule, string place, object? value)
    {
        var inner = place.AsSpan().IndexOfAny('.', '[');
        var (slot, path) = inner < 0 ? (place, "") : (place[..inner], place[inner..]);
        object? Change(object? old) => path.Length == 0 ? value
            : old is Conditions.Condition condition ? ConditionPlaces.Edit(condition, path, value)
            : throw new ArgumentException($"The sentence has no slot {place}.", nameof(place));
        var form = RuleText.Form(rule.Body);
        return form.Slots.Contains(slot, StringComparer.Ordinal) ? rule with { Body = form.With(rule.Body, slot, Change) } : RuleClauses.With(rule, slot, Change);
    }
}
