using System.Text.Json;

namespace ConvoStudio.Engine.Compliance.Sentences.Grammar;

/// <summary>"recommend or offer in stage closing tagged risky"; "anything" without acts.</summary>
internal sealed class ActionPatternSlot : SlotKind<ActionPattern>
{
    private static readonly HashSet<string> Properties = ["acts", "stages", "tags"];

    public override RuleSlotType Type => RuleSlotType.Actions;

    public override void Write(ActionPattern value, SentenceWriter text)
    {
        if (value.Acts.Count == 0)
            text.Token("anything");
        else
            SlotKinds.WriteNames(value.Acts, text);
        WritePart("in stage", value.Stages, text);
        WritePart("tagged", value.Tags, text);
    }

    public override ActionPattern Read(SentenceReader text) => new(
        text.Take("anything") ? [] : SlotKinds.ReadNames(text),
        text.Take("in stage") ? SlotKinds.ReadNames(text) : [],
        text.Take("tagged") ? SlotKinds.ReadNames(text) : []);

    public override void WriteJson(ActionPattern value, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (name, list) in new[] { ("acts", value.Acts), ("stages", value.Stages), ("tags", value.Tags) })
            if (list.Count > 0)
            {
                json.WritePropertyName(name);
                SlotKinds.WriteList(list, json);
            }
        json.WriteEndObject();
    }

    public override ActionPattern ReadJson(JsonPlace place)
    {
        place.Only(Properties);
        return new(Part(place, "acts"), Part(place, "stages"), Part(place, "tags"));
    }

    private static ValueList<string> Part(JsonPlace place, string name) => place.Optional(name)?.List(i => i.Text()) ?? [];

    private static void WritePart(string lead, ValueList<string> names, SentenceWriter text)
    {
        if (names.Count == 0)
            return;
        text.Words(lead);
        SlotKinds.WriteNames(names, text);
    }
}
