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
}

/// <summary>A slot's type: how its values are written and read, in sentences and in documents.</summary>
internal abstract class SlotKind<TValue>
{
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

    public override void Write(T subject, SentenceWriter text) => kind.Write(get(subject), text);

    public override void Read(SentenceReader text, SlotValues values) => values.Set(slot, kind.Read(text)!);

    public override void WriteJson(T subject, Utf8JsonWriter json)
    {
        json.WritePropertyName(slot);
        kind.WriteJson(get(subject), json);
    }

    public override void ReadJson(JsonPlace place, SlotValues values) => values.Set(slot, kind.ReadJson(place.Property(slot))!);
}

/// <summary>Words with a slot, left out when the slot is empty.</summary>
internal sealed class Maybe<T, TValue>(string lead, string slot, SlotKind<TValue> kind, Func<T, bool> has, Func<T, TValue> get, string? trail = null) : Phrase<T>
{
    public override string Slot => slot;

    public override void Write(T subject, SentenceWriter text)
    {
        if (!has(subject))
            return;
        text.Words(lead);
        kind.Write(get(subject), text);
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
}

/// <summary>Words that are there or not.</summary>
internal sealed class Flagged<T>(string words, string slot, Func<T, bool> get) : Phrase<T>
{
    public override string Slot => slot;

    public override void Write(T subject, SentenceWriter text)
    {
        if (get(subject))
            text.Words(words);
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
}
