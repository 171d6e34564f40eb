using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ConvoStudio.Application.Studios;

/// <summary>Instruments of the studio. They carry counts and times, never a customer's words or keys.</summary>
public static class StudioTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "ConvoStudio";

    public static ActivitySource Activities { get; } = new(Name);

    private static readonly Meter Meter = new(Name);

    /// <summary>Decisions answered, by playbook and policy.</summary>
    public static Counter<long> Decisions { get; } = Meter.CreateCounter<long>("convostudio.decisions", "{decision}", "Decisions answered");

    /// <summary>Decisions in which rules left nothing but the fallback, by playbook.</summary>
    public static Counter<long> ForcedDecisions { get; } = Meter.CreateCounter<long>("convostudio.decisions.forced", "{decision}", "Decisions in which only the fallback was left");

    /// <summary>Decisions in which a rule could not be evaluated and blocked, by playbook.</summary>
    public static Counter<long> RuleAlarms { get; } = Meter.CreateCounter<long>("convostudio.rules.alarms", "{decision}", "Decisions in which a rule could not be evaluated");

    /// <summary>Time from the request to the answer on disk.</summary>
    public static Histogram<double> DecisionDuration { get; } = Meter.CreateHistogram<double>("convostudio.decision.duration", "ms", "From request to durable answer");

    /// <summary>Rows of a commit.</summary>
    public static Histogram<int> CommitRows { get; } = Meter.CreateHistogram<int>("convostudio.log.commit.rows", "{row}", "Rows in one commit of the log");

    /// <summary>Time of a commit, fsync included.</summary>
    public static Histogram<double> CommitDuration { get; } = Meter.CreateHistogram<double>("convostudio.log.commit.duration", "ms", "One commit of the log, fsync included");

    /// <summary>Commits that failed.</summary>
    public static Counter<long> CommitFailures { get; } = Meter.CreateCounter<long>("convostudio.log.commit.failures", "{commit}", "Commits of the log that failed");
}
