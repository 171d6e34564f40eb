using System.Text.Json;
using ConvoStudio.Engine.Compliance.Sentences.Conditions;

namespace ConvoStudio.Engine.Compliance.Sentences.Grammar;

/// <summary>A condition: leaves joined by "and" or "or"; what is joined inside stands in parentheses.</summary>
internal sealed class ConditionSlot : SlotKind<Condition>
{
    private static readonly HashSet<string> Junctions = ["all", "any", "not"];

    public override RuleSlotType Type => RuleSlotType.Condition;

    public override void Write(Condition value, SentenceWriter text) => WriteSlot(value, new("", Type, null), text);

    public override void WriteSlot(Condition value, RuleSlot slot, SentenceWriter text)
    {
        WritePart(value, slot, text);
        text.Absent(slot with { Place = slot.Place + ConditionPlaces.Add, Optional = true, Words = value is AnyOf ? "or" : "and" });
    }

    public override Condition Read(SentenceReader text) => Read(text, 0);

    public override void WriteJson(Condition value, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        switch (value)
        {
            case AllOf all:
                WriteParts("all", all.Parts, json);
                break;
            case AnyOf any:
                WriteParts("any", any.Parts, json);
                break;
            case NotOf not:
                json.WritePropertyName("not");
                WriteJson(not.Part, json);
                break;
            default:
                ConditionLeaves.WriteJson(value, json);
                break;
        }
        json.WriteEndObject();
    }

    public override Condition ReadJson(JsonPlace place)
    {
        if (place.Optional("all") is { } all)
            return Only(place, new AllOf(all.List(ReadJson)));
        if (place.Optional("any") is { } any)
            return Only(place, new AnyOf(any.List(ReadJson)));
        if (place.Optional("not") is { } not)
            return Only(place, new NotOf(ReadJson(not)));
        return ConditionLeaves.ReadJson(place);
    }

    private static Condition Only(JsonPlace place, Condition condition)
    {
        place.Only(Junctions);
        return place.Element.EnumerateObject().Count() == 1 ? condition : throw place.Refusal("Is one of all, any and not.");
    }

    private static Condition Read(SentenceReader text, int depth)
    {
        if (depth > RuleLimits.DeepestCondition)
            throw text.Refusal($"A condition is nested at most {RuleLimits.DeepestCondition} deep.");
        List<Condition> parts = [ReadPart(text, depth)];
        var joint = text.Take("and") ? "and" : text.Take("or") ? "or" : null;
        if (joint is null)
            return parts[0];
        do
            parts.Add(ReadPart(text, depth));
        while (text.Take(joint));
        var list = ValueList.Of<Condition>(parts.ToArray());
        return joint == "and" ? new AllOf(list) : new AnyOf(list);
    }

    private static Condition ReadPart(SentenceReader text, int depth)
    {
        if (text.Take("not"))
        {
            text.Expect("(");
            var inner = Read(text, depth + 1);
            text.Expect(")");
            return new NotOf(inner);
        }
        if (!text.Take("("))
            return ConditionLeaves.Read(text);
        var part = Read(text, depth + 1);
        text.Expect(")");
        return part;
    }

    private static void WritePart(Condition value, RuleSlot slot, SentenceWriter text)
    {
        switch (value)
        {
            case AllOf all:
                WriteJoined(all.Parts, "and", slot with { Place = $"{slot.Place}.all" }, text);
                break;
            case AnyOf any:
                WriteJoined(any.Parts, "or", slot with { Place = $"{slot.Place}.any" }, text);
                break;
            case NotOf not:
                text.Token("not");
                WriteInParentheses(not.Part, slot with { Place = $"{slot.Place}.not" }, text);
                break;
            default:
                text.Slot(slot with { Value = value }, t => ConditionLeaves.Write(value, t));
                break;
        }
    }

    private static void WriteJoined(ValueList<Condition> parts, string joint, RuleSlot slot, SentenceWriter text)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
                text.Slot(new(slot.Place, RuleSlotType.Joint, joint), t => t.Token(joint));
            var part = slot with { Place = $"{slot.Place}[{i}]", Optional = true };
            if (parts[i] is AllOf or AnyOf)
                WriteInParentheses(parts[i], part, text);
            else
                WritePart(parts[i], part, text);
        }
    }

    private static void WriteInParentheses(Condition part, RuleSlot slot, SentenceWriter text)
    {
        text.Token("(");
        WritePart(part, slot, text);
        text.Token(")");
    }

    private void WriteParts(string name, ValueList<Condition> parts, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var part in parts)
            WriteJson(part, json);
        json.WriteEndArray();
    }
}
