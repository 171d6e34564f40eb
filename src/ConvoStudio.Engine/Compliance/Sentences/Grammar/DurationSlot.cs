using System.Text.Json;

namespace ConvoStudio.Engine.Compliance.Sentences.Grammar;

/// <summary>A span of time: "30 days", "1 hour"; whole seconds in documents.</summary>
internal sealed class DurationSlot : SlotKind<TimeSpan>
{
    private static readonly (int Seconds, string One, string Many)[] Units =
        [(86_400, "day", "days"), (3_600, "hour", "hours"), (60, "minute", "minutes"), (1, "second", "seconds")];

    public override RuleSlotType Type => RuleSlotType.Duration;

    public override void Write(TimeSpan value, SentenceWriter text)
    {
        var seconds = value.Ticks / TimeSpan.TicksPerSecond;
        var unit = Units.First(u => seconds % u.Seconds == 0);
        text.Number(seconds / unit.Seconds);
        text.Token(seconds == unit.Seconds ? unit.One : unit.Many);
    }

    public override TimeSpan Read(SentenceReader text)
    {
        var count = text.Whole();
        foreach (var (seconds, one, many) in Units)
            if (text.Take(one) || text.Take(many))
                return TimeSpan.FromSeconds((long)count * seconds);
        throw text.Refusal("Expected days, hours, minutes or seconds.");
    }

    public override void WriteJson(TimeSpan value, Utf8JsonWriter json) => json.WriteNumberValue(value.Ticks / TimeSpan.TicksPerSecond);

    public override TimeSpan ReadJson(JsonPlace place) => TimeSpan.FromSeconds(place.Whole());
}
