using System.Text.Json;
using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Sentences.Grammar;

/// <summary>The five conditions that hold no other: written and read in both languages.</summary>
internal static class ConditionLeaves
{
    private static readonly (FactComparison Value, string Words, string Name)[] Comparisons =
    [
        (FactComparison.NotEqual, "is not", "not"), (FactComparison.AtLeast, "is at least", "at-least"),
        (FactComparison.AtMost, "is at most", "at-most"), (FactComparison.Equal, "is", "equal"),
    ];

    private static readonly HashSet<string> FactIsProperties = ["fact", "is", "value"];
    private static readonly HashSet<string> KnownProperties = ["known"];
    private static readonly HashSet<string> OnceProperties = ["once", "by"];
    private static readonly HashSet<string> NotYetProperties = ["notYet", "by"];
    private static readonly HashSet<string> CountProperties = ["count", "by", "is", "value", "lastTurns", "lastSeconds"];

    public static void Write(Condition condition, SentenceWriter text)
    {
        switch (condition)
        {
            case FactKnown known:
                text.Name(known.Fact);
                text.Words("is known");
                break;
            case FactIs fact:
                text.Name(fact.Fact);
                text.Words(Comparisons.First(c => c.Value == fact.Comparison).Words);
                WriteValue(fact.Value, text);
                break;
            case OnceSaid once:
                WriteSpeaker(once.By, text);
                text.Words("has said");
                text.Name(once.Act);
                break;
            case NotYetSaid notYet:
                WriteSpeaker(notYet.By, text);
                text.Words("has not yet said");
                text.Name(notYet.Act);
                break;
            case SaidCount count:
                WriteCount(count, text);
                break;
            default:
                throw new ArgumentException($"No words for {condition.GetType().Name}.", nameof(condition));
        }
    }

    public static Condition Read(SentenceReader text)
    {
        if (text.Take("the number of"))
            return ReadCount(text);
        if (text.Take("the"))
        {
            var by = SlotKinds.Speaker.Read(text);
            if (text.Take("has not yet said"))
                return new NotYetSaid(by, text.Name());
            text.Expect("has said");
            return new OnceSaid(by, text.Name());
        }
        var fact = text.Name();
        return text.Take("is known") ? new FactKnown(fact) : new FactIs(fact, ReadComparison(text), ReadValue(text));
    }

    public static void WriteJson(Condition condition, Utf8JsonWriter json)
    {
        switch (condition)
        {
            case FactKnown known:
                json.WriteString("known", known.Fact);
                break;
            case FactIs fact:
                json.WriteString("fact", fact.Fact);
                json.WriteString("is", Comparisons.First(c => c.Value == fact.Comparison).Name);
                WriteValue(fact.Value, json);
                break;
            case OnceSaid once:
                json.WriteString("once", once.Act);
                WriteSpeaker(once.By, json);
                break;
            case NotYetSaid notYet:
                json.WriteString("notYet", notYet.Act);
                WriteSpeaker(notYet.By, json);
                break;
            case SaidCount count:
                WriteCount(count, json);
                break;
            default:
                throw new ArgumentException($"No document for {condition.GetType().Name}.", nameof(condition));
        }
    }

    public static Condition ReadJson(JsonPlace place)
    {
        if (place.Optional("known") is { } known)
            return Only(place, KnownProperties, new FactKnown(known.Text()));
        if (place.Optional("fact") is { } fact)
            return Only(place, FactIsProperties, new FactIs(fact.Text(), ReadComparison(place), ReadValue(place.Property("value"))));
        if (place.Optional("once") is { } once)
            return Only(place, OnceProperties, new OnceSaid(By(place), once.Text()));
        if (place.Optional("notYet") is { } notYet)
            return Only(place, NotYetProperties, new NotYetSaid(By(place), notYet.Text()));
        if (place.Optional("count") is { } count)
        {
            var window = new CountWindow(place.Optional("lastTurns")?.Whole(), place.Optional("lastSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds.Whole()) : null);
            if (window is { Turns: not null, Time: not null })
                throw place.Refusal("Has lastTurns or lastSeconds, not both.");
            return Only(place, CountProperties, new SaidCount(By(place), count.Text(), ReadComparison(place), place.Property("value").Whole(), window));
        }
        throw place.Refusal("Is no condition: needs fact, known, once, notYet, count, all, any or not.");
    }

    private static void WriteCount(SaidCount count, SentenceWriter text)
    {
        text.Words("the number of");
        text.Name(count.Act);
        text.Words("by");
        WriteSpeaker(count.By, text);
        if (count.Window.Turns is { } turns)
        {
            text.Words("in the last");
            text.Number(turns);
            text.Token("turns");
        }
        else if (count.Window.Time is { } time)
        {
            text.Words("within");
            SlotKinds.Duration.Write(time, text);
        }
        text.Words(Comparisons.First(c => c.Value == count.Comparison).Words);
        text.Number(count.Count);
    }

    private static SaidCount ReadCount(SentenceReader text)
    {
        var act = text.Name();
        text.Expect("by the");
        var by = SlotKinds.Speaker.Read(text);
        var window = default(CountWindow);
        if (text.Take("in the last"))
        {
            window = new(text.Whole(), null);
            text.Expect("turns");
        }
        else if (text.Take("within"))
        {
            window = new(null, SlotKinds.Duration.Read(text));
        }
        return new(by, act, ReadComparison(text), text.Whole(), window);
    }

    private static void WriteCount(SaidCount count, Utf8JsonWriter json)
    {
        json.WriteString("count", count.Act);
        WriteSpeaker(count.By, json);
        json.WriteString("is", Comparisons.First(c => c.Value == count.Comparison).Name);
        json.WriteNumber("value", count.Count);
        if (count.Window.Turns is { } turns)
            json.WriteNumber("lastTurns", turns);
        if (count.Window.Time is { } time)
            json.WriteNumber("lastSeconds", time.Ticks / TimeSpan.TicksPerSecond);
    }

    private static FactComparison ReadComparison(SentenceReader text)
    {
        foreach (var (value, words, _) in Comparisons)
            if (text.Take(words))
                return value;
        throw text.Refusal("Expected \"is\", \"is not\", \"is at least\" or \"is at most\".");
    }

    private static FactComparison ReadComparison(JsonPlace place)
    {
        var property = place.Property("is");
        var name = property.Text();
        foreach (var comparison in Comparisons)
            if (comparison.Name == name)
                return comparison.Value;
        throw property.Refusal("Must be equal, not, at-least or at-most.");
    }

    private static void WriteValue(FactValue value, SentenceWriter text)
    {
        if (value.Kind == FactValueKind.Number)
            text.Number(value.Number);
        else if (value.Kind == FactValueKind.Flag)
            text.Token(value.Number != 0 ? "true" : "false");
        else
            text.Name(value.Word ?? "");
    }

    private static FactValue ReadValue(SentenceReader text) =>
        text.NextIsNumber() ? FactValue.Of(text.Number()) : text.Take("true") ? FactValue.Of(true) : text.Take("false") ? FactValue.Of(false) : FactValue.Of(text.Name());

    private static void WriteValue(FactValue value, Utf8JsonWriter json)
    {
        if (value.Kind == FactValueKind.Number)
            json.WriteNumber("value", value.Number);
        else if (value.Kind == FactValueKind.Flag)
            json.WriteBoolean("value", value.Number != 0);
        else
            json.WriteString("value", value.Word);
    }

    private static FactValue ReadValue(JsonPlace place) => place.Element.ValueKind switch
    {
        JsonValueKind.Number => FactValue.Of(place.Number()),
        JsonValueKind.True or JsonValueKind.False => FactValue.Of(place.Flag()),
        JsonValueKind.String => FactValue.Of(place.Text()),
        _ => throw place.Refusal("Must be a number, a word, true or false."),
    };

    private static void WriteSpeaker(Speaker by, SentenceWriter text)
    {
        text.Token("the");
        SlotKinds.Speaker.Write(by, text);
    }

    private static void WriteSpeaker(Speaker by, Utf8JsonWriter json)
    {
        json.WritePropertyName("by");
        SlotKinds.Speaker.WriteJson(by, json);
    }

    private static Speaker By(JsonPlace place) => SlotKinds.Speaker.ReadJson(place.Property("by"));

    private static Condition Only(JsonPlace place, HashSet<string> names, Condition condition)
    {
        place.Only(names);
        return condition;
    }
}
