using System.Globalization;
using ConvoStudio.Engine.Compliance.Examples;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Web.Components.Conversations;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Compliance;

/// <summary>A line of an example: who, and what.</summary>
internal static class ExampleWords
{
    public static (string Who, string What) Of(ExampleStep step, IStringLocalizer<ComplianceTexts> texts) => step.Kind switch
    {
        ExampleStepKind.TimePasses => (texts["Who-clock"], texts["TimePasses", Span(step.Time, texts)]),
        ExampleStepKind.Clock => (texts["Who-clock"], step.Clock.ToString("dddd, HH:mm", CultureInfo.InvariantCulture)),
        ExampleStepKind.Holiday => (texts["Who-clock"], texts["IsHoliday"]),
        ExampleStepKind.NoClock => (texts["Who-clock"], texts["NoClock"]),
        ExampleStepKind.Approved => (Readable.Of(step.Role!), texts["Approves"]),
        _ => Of(step.Event!, texts),
    };

    private static (string Who, string What) Of(TraceEvent e, IStringLocalizer<ComplianceTexts> texts) => e.Kind switch
    {
        TraceEventKind.Agent => (texts["Who-agent"], Move(e.Move!, texts)),
        TraceEventKind.Customer => (texts["Who-customer"], Move(e.Move!, texts)),
        TraceEventKind.Consent => (texts["Who-customer"], texts[e.Granted ? "ConsentGiven" : "ConsentTaken", Readable.Of(e.Purpose!)]),
        TraceEventKind.Cleared => (texts["Who-person"], texts["Clears"]),
        _ => (texts["Who-fact"], string.Join(", ", (e.Facts ?? new Dictionary<string, ConvoStudio.Engine.Contexts.FactValue>()).Select(f => texts["FactBecomes", Readable.Of(f.Key), Readable.Of(f.Value)].Value))),
    };

    private static string Move(RuleMove move, IStringLocalizer<ComplianceTexts> texts)
    {
        if (move.Acts.Count == 0) return texts["SomethingElse"];
        var words = string.Join(", ", move.Acts.Select(Readable.Of).Concat(move.Numbers?.Select(n => $"{Readable.Of(n.Key)} {n.Value.ToString("0.##", CultureInfo.InvariantCulture)}") ?? []));
        return move.Product is { } product ? $"{words}: {Readable.Of(product)}" : words;
    }

    private static string Span(TimeSpan time, IStringLocalizer<ComplianceTexts> texts)
    {
        var (number, unit) = DurationParts.Of(time);
        return $"{number} {texts[$"Unit-{unit}"]}";
    }
}
