using System.Text.Json;

namespace ConvoStudio.Engine.Compliance.Sentences.Grammar;

/// <summary>One of the fifteen sentences: its pieces, and how a body is made of the slots' values.</summary>
internal abstract class RuleForm(string name)
{
    public string Name { get; } = name;

    /// <summary>The words it begins with.</summary>
    public abstract string Opening { get; }

    public abstract IEnumerable<string> Slots { get; }

    public abstract void Write(RuleBody body, SentenceWriter text);

    public abstract RuleBody Read(SentenceReader text);

    public abstract void WriteJson(RuleBody body, Utf8JsonWriter json);

    public abstract RuleBody ReadJson(JsonPlace place);

    /// <summary>The body with one slot changed.</summary>
    public abstract RuleBody With(RuleBody body, string slot, Func<object?, object?> change);
}

/// <inheritdoc/>
internal sealed class RuleForm<T>(string name, Func<SlotValues, T> build, params IReadOnlyList<Phrase<T>> phrases) : RuleForm(name)
    where T : RuleBody
{
    public override string Opening { get; } = ((Say<T>)phrases[0]).Text;

    public override IEnumerable<string> Slots => phrases.Select(p => p.Slot).OfType<string>();

    public override void Write(RuleBody body, SentenceWriter text)
    {
        foreach (var phrase in phrases)
            phrase.Write((T)body, text);
    }

    public override RuleBody Read(SentenceReader text)
    {
        var values = new SlotValues();
        foreach (var phrase in phrases)
            phrase.Read(text, values);
        return build(values);
    }

    public override void WriteJson(RuleBody body, Utf8JsonWriter json)
    {
        foreach (var phrase in phrases)
            phrase.WriteJson((T)body, json);
    }

    public override RuleBody ReadJson(JsonPlace place)
    {
        var values = new SlotValues();
        foreach (var phrase in phrases)
            phrase.ReadJson(place, values);
        return build(values);
    }

    public override RuleBody With(RuleBody body, string slot, Func<object?, object?> change) => build(SlotValues.Changed(phrases, (T)body, slot, change));
}
