using System.Text.Json;

namespace ConvoStudio.Engine.Compliance.Sentences.Grammar;

/// <summary>The values read for a sentence's slots, by name.</summary>
internal sealed class SlotValues
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    public void Set(string name, object value) => _values[name] = value;

    /// <summary>The slot's value, or the default of its type when the sentence left it out.</summary>
    public T Get<T>(string name) => _values.TryGetValue(name, out var value) ? (T)value : default!;

    public ValueList<string> Names(string name) => Get<ValueList<string>?>(name) ?? [];

    public void Remove(string name) => _values.Remove(name);

    /// <summary>The values of a subject, one changed.</summary>
    /// <exception cref="ArgumentException">No such slot, or the change does not fit it.</exception>
    public static SlotValues Changed<T>(IReadOnlyList<Phrase<T>> phrases, T subject, string slot, Func<object?, object?> change)
    {
        var values = new SlotValues();
        foreach (var phrase in phrases)
            phrase.Collect(subject, values);
        var changed = phrases.FirstOrDefault(p => p.Slot == slot) ?? throw new ArgumentException($"The sentence has no slot {slot}.", nameof(slot));
        changed.Put(change(values.Get<object?>(slot)), values);
        return values;
    }
}

/// <summary>A slot's type: how its values are written and read, in sentences and in documents.</summary>
internal abstract class SlotKind<TValue>
{
    public abstract RuleSlotType Type { get; }

    /// <summary>Writes a value as the slot it fills.</summary>
    public virtual void WriteSlot(TValue value, RuleSlot slot, SentenceWriter text) => text.Slot(slot with { Value = value }, t => Write(value, t));

    /// <summary>The value, when it fits.</summary>
    public TValue Fitting(string slot, object? value) =>
        value is TValue fitting ? fitting : throw new ArgumentException(value is null ? $"The slot {slot} must be filled." : $"The slot {slot} holds a {typeof(TValue).Name}.", nameof(value));

    public abstract void Write(TValue value, SentenceWriter text);

    public abstract TValue Read(SentenceReader text);

    public abstract void WriteJson(TValue value, Utf8JsonWriter json);

    public abstract TValue ReadJson(JsonPlace place);
}

/// <summary>A piece of a sentence about <typeparamref name="T"/>. One table of pieces writes and reads the sentence and the document, so the four cannot drift.</summary>
internal abstract class Phrase<T>
{
    /// <summary>Name of the property in documents; null for mere words.</summary>
    public virtual string? Slot => null;

    public abstract void Write(T subject, SentenceWriter text);

    public abstract void Read(SentenceReader text, SlotValues values);

    public virtual void WriteJson(T subject, Utf8JsonWriter json)
    {
    }

    public virtual void ReadJson(JsonPlace place, SlotValues values)
    {
    }

    /// <summary>Notes the value the subject has.</summary>
    public virtual void Collect(T subject, SlotValues values)
    {
    }

    /// <summary>Notes another value; null leaves the slot out.</summary>
    /// <exception cref="ArgumentException">The value does not fit the slot.</exception>
    public virtual void Put(object? value, SlotValues values)
    {
    }
}

/// <summary>Fixed words.</summary>
internal sealed class Say<T>(string words) : Phrase<T>
{
    public string Text => words;

    public override void Write(T subject, SentenceWriter text) => text.Words(words);

    public override void Read(SentenceReader text, SlotValues values) => text.Expect(words);
}

/// <summary>A slot that is always filled.</summary>
internal sealed class Fill<T, TValue>(string slot, SlotKind<TValue> kind, Func<T, TValue> get) : Phrase<T>
{
    public override string Slot => slot;

    public override void Write(T subject, SentenceWriter text) => kind.WriteSlot(get(subject), new(slot, kind.Type, null), text);

    public override void Read(SentenceReader text, SlotValues values) => values.Set(slot, kind.Read(text)!);

    public override void WriteJson(T subject, Utf8JsonWriter json)
    {
        json.WritePropertyName(slot);
        kind.WriteJson(get(subject), json);
    }

    public override void ReadJson(JsonPlace place, SlotValues values) => values.Set(slot, kind.ReadJson(place.Property(slot))!);

    public override void Collect(T subject, SlotValues values) => values.Set(slot, get(subject)!);

    public override void Put(object? value, SlotValues values) => values.Set(slot, kind.Fitting(slot, value)!);
}

/// <summary>Words with a slot, left out when the slot is empty.</summary>
internal sealed class Maybe<T, TValue>(string lead, string slot, SlotKind<TValue> kind, Func<T, bool> has, Func<T, TValue> get, string? trail = null) : Phrase<T>
{
    public override string Slot => slot;

    public override void Write(T subject, SentenceWriter text)
    {
        var empty = new RuleSlot(slot, kind.Type, null, true, lead);
        if (!has(subject))
        {
            text.Absent(empty);
            return;
        }
        text.Words(lead);
        kind.WriteSlot(get(subject), empty, text);
        if (trail is not null)
            text.Words(trail);
    }

    public override void Read(SentenceReader text, SlotValues values)
    {
        if (!text.Take(lead))
            return;
        values.Set(slot, kind.Read(text)!);
        if (trail is not null)
            text.Expect(trail);
    }

    public override void WriteJson(T subject, Utf8JsonWriter json)
    {
        if (!has(subject))
            return;
        json.WritePropertyName(slot);
        kind.WriteJson(get(subject), json);
    }

    public override void ReadJson(JsonPlace place, SlotValues values)
    {
        if (place.Optional(slot) is { } value)
            values.Set(slot, kind.ReadJson(value)!);
    }

    public override void Collect(T subject, SlotValues values)
    {
        if (has(subject))
            values.Set(slot, get(subject)!);
    }

    public override void Put(object? value, SlotValues values)
    {
        if (value is null)
            values.Remove(slot);
        else
            values.Set(slot, kind.Fitting(slot, value)!);
    }
}

/// <summary>Words that are there or not.</summary>
internal sealed class Flagged<T>(string words, string slot, Func<T, bool> get) : Phrase<T>
{
    public override string Slot => slot;

    public override void Write(T subject, SentenceWriter text)
    {
        var there = new RuleSlot(slot, RuleSlotType.Flag, get(subject), true, words);
        if (there.Present)
            text.Slot(there, t => t.Words(words));
        else
            text.Absent(there);
    }

    public override void Read(SentenceReader text, SlotValues values)
    {
        if (text.Take(words))
            values.Set(slot, true);
    }

    public override void WriteJson(T subject, Utf8JsonWriter json)
    {
        if (get(subject))
            json.WriteBoolean(slot, true);
    }

    public override void ReadJson(JsonPlace place, SlotValues values)
    {
        if (place.Optional(slot) is { } value)
            values.Set(slot, value.Flag());
    }

    public override void Collect(T subject, SlotValues values) => values.Set(slot, get(subject));

    public override void Put(object? value, SlotValues values) =>
        values.Set(slot, value is null or bool ? value is true : throw new ArgumentException($"The slot {slot} is there or not.", nameof(value)));
}
