using System.Text.Json;

namespace ConvoStudio.Engine.Compliance.Sentences.Grammar;

/// <summary>"block", "hand over", "ask role for approval", "warn", "record only".</summary>
internal sealed class BreachEffectSlot : SlotKind<BreachEffect>
{
    private static readonly (BreachEffectKind Kind, string Words, string Name)[] Kinds =
    [
        (BreachEffectKind.Block, "block", "block"), (BreachEffectKind.HandOver, "hand over", "hand-over"),
        (BreachEffectKind.Warn, "warn", "warn"), (BreachEffectKind.RecordOnly, "record only", "record-only"),
    ];

    private static readonly HashSet<string> Properties = ["approvalOf"];

    public override RuleSlotType Type => RuleSlotType.Effect;

    public override void Write(BreachEffect value, SentenceWriter text)
    {
        if (value.Kind == BreachEffectKind.NeedsApproval)
        {
            text.Words("needs approval of role");
            text.Name(value.Role ?? "");
        }
        else
        {
            text.Words(Kinds.First(k => k.Kind == value.Kind).Words);
        }
    }

    public override BreachEffect Read(SentenceReader text)
    {
        if (text.Take("needs approval of role"))
            return new(BreachEffectKind.NeedsApproval, text.Name());
        foreach (var (kind, words, _) in Kinds)
            if (text.Take(words))
                return new(kind);
        throw text.Refusal("Expected block, hand over, needs approval of role, warn or record only.");
    }

    public override void WriteJson(BreachEffect value, Utf8JsonWriter json)
    {
        if (value.Kind != BreachEffectKind.NeedsApproval)
        {
            json.WriteStringValue(Kinds.First(k => k.Kind == value.Kind).Name);
            return;
        }
        json.WriteStartObject();
        json.WriteString("approvalOf", value.Role);
        json.WriteEndObject();
    }

    public override BreachEffect ReadJson(JsonPlace place)
    {
        if (place.Element.ValueKind != JsonValueKind.Object)
        {
            foreach (var (kind, _, name) in Kinds)
                if (name == place.Text())
                    return new(kind);
            throw place.Refusal("Must be block, hand-over, warn, record-only or {\"approvalOf\": role}.");
        }
        place.Only(Properties);
        return new(BreachEffectKind.NeedsApproval, place.Property("approvalOf").Text());
    }
}
