using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Rules;

namespace ConvoStudio.Engine.Compliance.Examples;

/// <summary>Clocks, approvals and consents of examples.</summary>
internal static class ExampleTimes
{
    // A Wednesday; which day it is matters to no rule but one of weekdays.
    private static readonly DateTime Day = new(2026, 3, 4, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);

    /// <summary>The spans of time a rule speaks of.</summary>
    public static IReadOnlyList<TimeSpan> Of(RuleBody body)
    {
        TimeSpan? own = body switch
        {
            CapRule r => r.Window,
            StopAfterNoRule r => r.For,
            ConsentGateRule r => r.NotOlderThan,
            WaitingTimeRule r => r.Wait,
            _ => null,
        };
        return [.. new[] { own }.Concat(ConditionParts.Of(body).OfType<SaidCount>().Select(c => c.Window.Time)).OfType<TimeSpan>().Distinct()];
    }

    /// <summary>Consent given and taken back, for a rule that asks for it.</summary>
    public static IEnumerable<TraceEvent> Consents(RuleBody body) => body is ConsentGateRule gate ? [Consent(gate, true), Consent(gate, false)] : [];

    /// <summary>How an example may begin.</summary>
    public static IEnumerable<(IReadOnlyList<ExampleStep> Steps, RuleSituation Situation)> Starts(SentenceRule rule, RuleVocabulary vocabulary)
    {
        var usual = new RuleSituation((Day + Noon).Ticks)
        {
            UtcOffset = TimeSpan.Zero,
            Channel = (rule.Body as ConsentGateRule)?.Channel ?? First(rule.Scope.Channels, vocabulary.Channels),
            Jurisdiction = First(rule.Scope.Jurisdictions, vocabulary.Jurisdictions),
            Segment = First(rule.Scope.Segments, vocabulary.Segments),
            Holidays = new HashSet<DateOnly>(),
        };
        switch (rule.Body)
        {
            case QuietHoursRule hours:
                yield return At(usual, Day + hours.From.ToTimeSpan());
                yield return At(usual, Day + hours.To.ToTimeSpan());
                if (hours.WeekdaysOnly)
                    yield return At(usual, Day.AddDays(3) + hours.From.ToTimeSpan());
                if (hours.NotOnHolidays)
                {
                    var (steps, feast) = At(usual, Day.AddDays(1) + hours.From.ToTimeSpan());
                    yield return ([.. steps, new(ExampleStepKind.Holiday)], feast with { Holidays = new HashSet<DateOnly> { DateOnly.FromDateTime(Day.AddDays(1)) } });
                }
                yield return ([new(ExampleStepKind.NoClock)], usual with { UtcOffset = null });
                break;
            case CeilingRule ceiling:
                yield return ([], usual);
                yield return ([new(ExampleStepKind.Approved) { Role = ceiling.Role }], usual with { Approvals = new HashSet<RuleApproval> { new(ceiling.Role, rule.Key, rule.Version) } });
                break;
            default:
                yield return ([], usual);
                break;
        }
    }

    private static TraceEvent Consent(ConsentGateRule gate, bool granted) => new(TraceEventKind.Consent, 0, 0) { Purpose = gate.Purpose, Channel = gate.Channel, Granted = granted };

    private static (IReadOnlyList<ExampleStep> Steps, RuleSituation Situation) At(RuleSituation usual, DateTime clock) =>
        ([new(ExampleStepKind.Clock) { Clock = clock }], usual with { NowTicks = clock.Ticks - TimeSpan.TicksPerMinute });

    private static string? First(ValueList<string> scope, ValueList<string> known) => scope.Count > 0 ? scope[0] : known.Count > 0 ? known[0] : null;
}
