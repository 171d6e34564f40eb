using System.Globalization;
using System.Text.Json;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Sentences.Grammar;

/// <summary>The types of slots.</summary>
internal static class SlotKinds
{
    public static SlotKind<string> Fact { get; } = Name(RuleSlotType.Fact);

    public static SlotKind<string> NumberName { get; } = Name(RuleSlotType.NumberName);

    public static SlotKind<string> Purpose { get; } = Name(RuleSlotType.Purpose);

    public static SlotKind<string> Channel { get; } = Name(RuleSlotType.Channel);

    public static SlotKind<string> Role { get; } = Name(RuleSlotType.Role);

    public static SlotKind<string> Quote { get; } = new Leaf<string>(RuleSlotType.Text, (v, t) => t.Quote(v), t => t.Quote(), (v, j) => j.WriteStringValue(v), p => p.Text());

    public static SlotKind<int> Whole { get; } = new Leaf<int>(RuleSlotType.Whole, (v, t) => t.Number(v), t => t.Whole(), (v, j) => j.WriteNumberValue(v), p => p.Whole());

    public static SlotKind<double> Number { get; } = new Leaf<double>(RuleSlotType.Number, (v, t) => t.Number(v), t => t.Number(), (v, j) => j.WriteNumberValue(v), p => p.Number());

    public static SlotKind<ValueList<string>> Acts { get; } = Names(RuleSlotType.Acts);

    public static SlotKind<ValueList<string>> Products { get; } = Names(RuleSlotType.Products);

    public static SlotKind<ValueList<string>> Channels { get; } = Names(RuleSlotType.Channels);

    public static SlotKind<ValueList<string>> Jurisdictions { get; } = Names(RuleSlotType.Jurisdictions);

    public static SlotKind<ValueList<string>> Segments { get; } = Names(RuleSlotType.Segments);

    public static SlotKind<DateOnly> Date { get; } = new Leaf<DateOnly>(
        RuleSlotType.Date, (v, t) => t.Token(v.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), t => t.Date(),
        (v, j) => j.WriteStringValue(v.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), p => Through(p, t => t.Date()));

    public static SlotKind<TimeOnly> Time { get; } = new Leaf<TimeOnly>(
        RuleSlotType.TimeOfDay, (v, t) => t.Token(v.ToString("HH:mm", CultureInfo.InvariantCulture)), t => t.Time(),
        (v, j) => j.WriteStringValue(v.ToString("HH:mm", CultureInfo.InvariantCulture)), p => Through(p, t => t.Time()));

    /// <summary>Whole seconds in documents, the largest whole unit in sentences.</summary>
    public static SlotKind<TimeSpan> Duration { get; } = new DurationSlot();

    public static SlotKind<ActionPattern> Actions { get; } = new ActionPatternSlot();

    public static SlotKind<Conditions.Condition> Condition { get; } = new ConditionSlot();

    public static SlotKind<BreachEffect> Effect { get; } = new BreachEffectSlot();

    public static SlotKind<Speaker> Speaker { get; } = Choice(RuleSlotType.Speaker, (Contexts.Speaker.Agent, "agent"), (Contexts.Speaker.Customer, "customer"));

    public static SlotKind<UnknownAnswer> OnUnknown { get; } = Choice(
        RuleSlotType.OnUnknown, (UnknownAnswer.Block, "block"), (UnknownAnswer.HandOver, "hand-over"), (UnknownAnswer.Warn, "warn"), (UnknownAnswer.Allow, "allow"));

    /// <summary>One word of a few.</summary>
    public static SlotKind<T> Choice<T>(RuleSlotType type, params (T Value, string Word)[] words)
        where T : struct, Enum => new Leaf<T>(
            type,
            (v, t) => t.Token(words.First(w => w.Value.Equals(v)).Word),
            t => words.FirstOrDefault(w => t.Take(w.Word)) is { Word: not null } found
                ? found.Value
                : throw t.Refusal($"Expected {string.Join(" or ", words.Select(w => $"\"{w.Word}\""))}."),
            (v, j) => j.WriteStringValue(words.First(w => w.Value.Equals(v)).Word),
            p => words.FirstOrDefault(w => w.Word == p.Text()) is { Word: not null } found
                ? found.Value
                : throw p.Refusal($"Must be {string.Join(" or ", words.Select(w => $"\"{w.Word}\""))}."));

    public static void WriteNames(ValueList<string> names, SentenceWriter text)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (i > 0)
                text.Token("or");
            text.Name(names[i]);
        }
    }

    public static ValueList<string> ReadNames(SentenceReader text)
    {
        List<string> names = [text.Name()];
        while (text.Take("or"))
            names.Add(text.Name());
        return ValueList.Of<string>(names.ToArray());
    }

    public static void WriteList(ValueList<string> names, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static SlotKind<string> Name(RuleSlotType type) => new Leaf<string>(type, (v, t) => t.Name(v), t => t.Name(), (v, j) => j.WriteStringValue(v), p => p.Text());

    private static SlotKind<ValueList<string>> Names(RuleSlotType type) => new Leaf<ValueList<string>>(type, WriteNames, ReadNames, WriteList, p => p.List(i => i.Text()));

    private static T Through<T>(JsonPlace place, Func<SentenceReader, T> read)
    {
        try
        {
            return read(new(place.Text()));
        }
        catch (RuleFormatException refused) when (refused.Place != place.Path)
        {
            throw place.Refusal(refused.Reason);
        }
    }

    private sealed class Leaf<T>(
        RuleSlotType type, Action<T, SentenceWriter> write, Func<SentenceReader, T> read, Action<T, Utf8JsonWriter> writeJson, Func<JsonPlace, T> readJson) : SlotKind<T>
    {
        public override RuleSlotType Type => type;

        public override void Write(T value, SentenceWriter text) => write(value, text);

        public override T Read(SentenceReader text) => read(text);

        public override void WriteJson(T value, Utf8JsonWriter json) => writeJson(value, json);

        public override T ReadJson(JsonPlace place) => readJson(place);
    }
}
