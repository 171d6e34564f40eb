using System.Collections.Immutable;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Experiments;

/// <summary>Reads the guardrails of running experiments and finds breaches that nothing was done about yet.</summary>
public sealed class GuardrailWatch
{
    private readonly IDecisionLog _log;
    private readonly LogSource _source;
    private readonly IConfigurations _configurations;
    private readonly IMetricsFeed _metrics;
    private readonly TimeProvider _time;
    private ImmutableList<RecordedBreach> _breaches;

    public GuardrailWatch(IDecisionLog log, LogSource source, IConfigurations configurations, IMetricsFeed metrics, TimeProvider time)
    {
        (_log, _source, _configurations, _metrics, _time) = (log, source, configurations, metrics, time);
        _breaches = [.. log.ReadUnbound(LogKind.Guardrail).Select(e => new RecordedBreach(e.Sequence, e.OccurredAt, LogPayloads.Read<GuardrailPayload>(e)))];
    }

    /// <summary>Breaches of an experiment so far, oldest first.</summary>
    public IReadOnlyList<RecordedBreach> Of(string experiment) => [.. _breaches.Where(b => b.Payload.Experiment == experiment)];

    /// <summary>Breaches at this look that are not in the log. Going on after a breach is a person's decision: the same guardrail does not speak of the same arm twice.</summary>
    public IReadOnlyList<GuardrailPayload> FindNew()
    {
        List<GuardrailPayload> found = [];
        foreach (var playbook in _configurations.Playbooks)
            foreach (var experiment in _configurations.Find(playbook)!.Configuration.Experiments)
                if (experiment is { Running: true, Plan.Guardrails.Count: > 0 } && _metrics.Latest(experiment.Key) is { } frame)
                    found.AddRange(Breached(playbook, experiment, frame));
        return found;
    }

    /// <summary>Writes down a breach once what follows from it is in force.</summary>
    public async Task RecordAsync(GuardrailPayload breach, CancellationToken cancellationToken = default)
    {
        var now = _time.GetUtcNow();
        var position = await _log.AppendAsync(new LogAppend(_source, [new NewLogEntry(LogKind.Guardrail, null, now, LogPayloads.Write(breach))]), cancellationToken);
        ImmutableInterlocked.Update(ref _breaches, (all, added) => all.Add(added), new RecordedBreach(position.FirstSequence, now, breach));
    }

    /// <summary>How every arm stands to every guardrail, in the order of the frame's arms and the plan's guardrails; the control's lines are left out.</summary>
    public static IReadOnlyList<GuardrailLine> Read(ExperimentPlan plan, MetricsFrame frame)
    {
        var control = frame.Arms.FirstOrDefault(a => a.Control);
        if (control is null || plan.Guardrails.Count == 0)
            return [];
        var treatments = frame.Arms.Where(a => !a.Control).ToList();
        // One error rate for all that is watched together.
        var alpha = plan.Alpha / (plan.Guardrails.Count * Math.Max(1, treatments.Count));
        return
        [
            .. from guardrail in plan.Guardrails
               let test = TestOf(guardrail, alpha)
               from arm in treatments
               select new GuardrailLine(guardrail, arm.Key, arm.Name, test.Read(MetricSums.Of(control.Analysed, guardrail.Metric), MetricSums.Of(arm.Analysed, guardrail.Metric))),
        ];
    }

    private static Guardrail TestOf(GuardrailPart guardrail, double alpha) => new(
        guardrail.Harm == GuardrailHarm.Rises ? GuardrailDirection.HigherIsWorse : GuardrailDirection.LowerIsWorse,
        guardrail.Limit == GuardrailLimit.Fixed ? GuardrailBasis.Absolute : GuardrailBasis.Control, guardrail.Margin, alpha);

    private IEnumerable<GuardrailPayload> Breached(string playbook, ExperimentPart experiment, MetricsFrame frame) => Read(experiment.Plan!, frame)
        .Where(line => line.Reading.State == GuardrailState.Breached && experiment.Arms.Any(a => a.Key == line.Arm)
            && !_breaches.Exists(b => b.Payload.Experiment == experiment.Key && b.Payload.Arm == line.Arm && b.Payload.Metric == line.Guardrail.Metric.ToString()))
        .Select(line => new GuardrailPayload(
            playbook, experiment.Key, line.Arm, line.Guardrail.Metric.ToString(), line.Guardrail.Margin, line.Reading.Estimate, line.Reading.High,
            line.Guardrail.Effect.ToString(), frame.Sequence, line.Guardrail.Harm == GuardrailHarm.Rises, line.Guardrail.Limit == GuardrailLimit.Fixed, line.Guardrail.Harm == GuardrailHarm.Rises ? line.Reading.Low : null));
}

/// <summary>One arm at one guardrail.</summary>
public sealed record GuardrailLine(GuardrailPart Guardrail, string Arm, string ArmName, GuardrailReading Reading);

/// <summary>A breach as it stands in the log.</summary>
public sealed record RecordedBreach(long Sequence, DateTimeOffset At, GuardrailPayload Payload);
