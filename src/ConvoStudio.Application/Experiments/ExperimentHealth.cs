using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Experiments;

/// <summary>What an experiment's health is judged by, beside its own numbers.</summary>
/// <param name="MetricsBehind">Entries of the log that boards have not counted yet.</param>
/// <param name="LearnerBehind">Entries of the log that policies have not learnt from yet.</param>
/// <param name="LearnerAlarms">Policies that have stopped.</param>
/// <param name="LastDay">The playbook's last 24 hours.</param>
public sealed record HealthFacts(DateTimeOffset Now, long MetricsBehind, long LearnerBehind, int LearnerAlarms, TrafficSums LastDay);

/// <summary>Whether the numbers of an experiment can be trusted, and what is wrong when not.</summary>
public sealed class ExperimentHealth(Studio studio, TrafficFold traffic, TimeProvider time)
{
    /// <summary>Conversations after which an outcome should have come.</summary>
    public const long EnoughConversations = 50;

    /// <summary>Share of decisions with something blocked above which it is said.</summary>
    public const double MostBlocked = 0.5;

    /// <summary>Entries a fold may lie behind: some seconds of full traffic.</summary>
    public const long MostBehind = 10_000;

    private const long EnoughDecisions = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>What is wrong with an experiment that runs or is paused; the worst first. Empty when nothing is, and for all others.</summary>
    public IReadOnlyList<HealthFinding> Of(Experiment experiment) => Find(
        experiment, studio.Metrics.Latest(experiment.Key), new HealthFacts(
            time.GetUtcNow(), studio.Log.LastSequence - studio.Metrics.Sequence, studio.Log.LastSequence - studio.Learner.Sequence, studio.Learner.Alarms.Count, traffic.Look(experiment.PlaybookKey).Last));

    /// <summary>The same as a function.</summary>
    /// <param name="frame">Null when nothing was measured yet.</param>
    public static IReadOnlyList<HealthFinding> Find(Experiment experiment, MetricsFrame? frame, HealthFacts facts)
    {
        if (experiment.Status is not (ExperimentStatus.Running or ExperimentStatus.Paused))
            return [];
        List<HealthFinding> found = [];
        var conversations = frame?.Arms.Sum(a => a.Totals.Conversations) ?? 0;
        var old = experiment.StartedAt is { } started && facts.Now - started > Patience;
        if (frame is { IsSplitUneven: true })
            found.Add(new(HealthCause.SplitUneven, Breaks: true, frame.SplitPValue));
        if (frame is not null && old && conversations >= EnoughConversations && frame.Arms.All(a => a.Totals.Closed == 0 && a.Reported == 0))
            found.Add(new(HealthCause.NoOutcomes, Breaks: true, conversations));
        if (facts.LearnerAlarms > 0 || facts.LearnerBehind > MostBehind)
            found.Add(new(HealthCause.LearnerStopped, Breaks: true, facts.LearnerBehind));
        if (frame is not null && Guardrail(frame) is { } guardrail)
            found.Add(guardrail);
        if (experiment.Status == ExperimentStatus.Running && old && conversations == 0)
            found.Add(new(HealthCause.NoConversations, Breaks: false, 0));
        if (facts.LastDay.Decisions >= EnoughDecisions && facts.LastDay.Blocked > MostBlocked * facts.LastDay.Decisions)
            found.Add(new(HealthCause.BlockedOften, Breaks: false, (double)facts.LastDay.Blocked / facts.LastDay.Decisions));
        if (facts.MetricsBehind > MostBehind)
            found.Add(new(HealthCause.Behind, Breaks: false, facts.MetricsBehind));
        return found;
    }

    // The worst of them; the board has them all. What was breached stays so until the arm is out: a later dip is no all-clear.
    private static HealthFinding? Guardrail(MetricsFrame frame)
    {
        var active = frame.Arms.Where(arm => arm.Active).ToList();
        if (frame.Breaches.LastOrDefault(breach => active.Exists(arm => arm.Key == breach.Payload.Arm)) is { Payload: var breach })
            return new(HealthCause.GuardrailBreached, Breaks: false, 0, active.Find(arm => arm.Key == breach.Arm)!.Name);
        if (frame.Plan is null)
            return null;
        var close = GuardrailWatch.Read(frame.Plan, frame)
            .Where(line => line.Reading.State is GuardrailState.Close or GuardrailState.Breached && active.Exists(arm => arm.Key == line.Arm)).MaxBy(line => line.Reading.Used);
        return close is null ? null : new(HealthCause.GuardrailClose, Breaks: false, close.Reading.Used, close.ArmName);
    }
}
