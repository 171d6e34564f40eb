using System.Text.Json;
using ConvoStudio.Engine.Compliance.Sentences.Conditions;

namespace ConvoStudio.Engine.Compliance.Sentences.Grammar;

/// <summary>A condition: leaves joined by "and" or "or"; what is joined inside stands in parentheses.</summary>
internal sealed class ConditionSlot : SlotKind<Condition>
{
    private static readonly HashSet<string> Junctions = ["all", "any", "not"];

    public override void Write(Condition value, SentenceWriter text)
    {
        switch (value)
        {
            case AllOf all:
                WriteJoined(all.Parts, "and", text);
                break;
            case AnyOf any:
                WriteJoined(any.Parts, "or", text);
                break;
            case NotOf not:
                text.Token("not");
                WriteInParentheses(not.Part, text);
                break;
            default:
                ConditionLeaves.Write(value, text);
                break;
        }
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

    private void WriteJoined(ValueList<Condition> parts, string joint, SentenceWriter text)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
                text.Token(joint);
            if (parts[i] is AllOf or AnyOf)
                WriteInParentheses(parts[i], text);
            else
                Write(parts[i], text);
        }
    }

    private void WriteInParentheses(Condition part, SentenceWriter text)
    {
        text.Token("(");
        Write(part, text);
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
