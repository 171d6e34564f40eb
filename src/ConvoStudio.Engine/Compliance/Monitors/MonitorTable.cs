using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Rules;

namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>Which monitor follows which sentence.</summary>
internal static class MonitorTable
{
    public static RuleMonitor Of(SentenceRule rule, StateLayout layout) => rule.Body switch
    {
        ForbidRule body => new ForbidMonitor(rule, body, layout),
        RequireBeforeRule body => new RequireBeforeMonitor(rule, body, layout),
        SayWithRule body => new SayWithMonitor(rule, body, layout),
        RequireAfterRule body => new RequireAfterMonitor(rule, body, layout),
        AtStartRule body => new AtStartMonitor(rule, body, layout),
        CapRule body => new CapMonitor(rule, body, layout),
        StopAfterNoRule body => new StopAfterNoMonitor(rule, body, layout),
        QuietHoursRule body => new QuietHoursMonitor(rule, body, layout),
        ConsentGateRule body => new ConsentGateMonitor(rule, body, layout),
        WaitingTimeRule body => new WaitingTimeMonitor(rule, body, layout),
        CeilingRule body => new CeilingMonitor(rule, body, layout),
        EligibilityRule body => new EligibilityMonitor(rule, body, layout),
        HandOverRule body => new HandOverMonitor(rule, body, layout),
        DoNotUseRule body => new DoNotUseMonitor(rule, body, layout),
        ParityRule body => new ParityMonitor(rule, body, layout),
        _ => throw new ArgumentException($"No monitor for {rule.Body.Form}.", nameof(rule)),
    };
}
