using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>The log folded into sums per experiment and arm. One caller at a time.</summary>
internal sealed class MetricsFold(IDecisionLog log, LogSource source)
{
    private readonly Dictionary<string, ExperimentMetrics> _experiments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RewardCalculator> _rewards = new(StringComparer.Ordinal);

    public IEnumerable<ExperimentMetrics> Experiments => _experiments.Values;

    public ExperimentMetrics? Find(string experiment) => _experiments.GetValueOrDefault(experiment);

    public void Advance(LogEntry entry)
    {
        if (entry.Kind == LogKind.ConfigActivated)
            Configure(LogConfigurations.Load(log, LogPayloads.Read<ConfigActivatedPayload>(entry).Hash, entry.Sequence).Configuration);
        if (entry.Source != source)
            return;
        switch (entry.Kind)
        {
            case LogKind.Assignment:
                var assignment = LogPayloads.Read<AssignmentPayload>(entry);
                if (!assignment.Repeats)
                    Find(assignment.Experiment)?.Assign(entry.ConversationNo!.Value, assignment);
                break;
            case LogKind.Decision:
                if (LogPayloads.ReadArm(entry) is { Experiment: { } experiment, Arm: { } arm } decision)
                    Find(experiment)?.Decide(arm, decision.PolicySequence);
                break;
            case LogKind.Reallocation:
                var reallocation = LogPayloads.Read<ReallocationPayload>(entry);
                Find(reallocation.Experiment)?.Reallocate(new(entry.Sequence, entry.OccurredAt, reallocation));
                break;
            case LogKind.Guardrail:
                var breach = LogPayloads.Read<GuardrailPayload>(entry);
                Find(breach.Experiment)?.Breach(new(entry.Sequence, entry.OccurredAt, breach));
                break;
            case LogKind.Outcome or LogKind.Amendment or LogKind.WindowEnded:
                AddDifference(entry);
                break;
            default:
                break;
        }
    }

    private void Configure(PlaybookConfiguration configuration)
    {
        _rewards[configuration.Playbook] = new RewardCalculator(configuration.Reward);
        foreach (var experiment in configuration.Experiments)
        {
            if (!_experiments.TryGetValue(experiment.Key, out var metrics))
                _experiments.Add(experiment.Key, metrics = new ExperimentMetrics(configuration.Playbook, experiment));
            metrics.Configure(experiment);
        }
    }

    private void AddDifference(LogEntry entry)
    {
        var entries = log.ReadConversation(entry.ConversationNo!.Value, entry.Sequence);
        var assignments = entries.Where(e => e.Kind == LogKind.Assignment).Select(LogPayloads.Read<AssignmentPayload>).Where(a => !a.Repeats).ToList();
        if (assignments.Count == 0 || Find(assignments[0].Experiment) is not { } first || !_rewards.TryGetValue(first.Playbook, out var rewards))
            return;
        var (after, reportedAfter) = Contribution.Of(entries, rewards);
        var (before, reportedBefore) = Contribution.Of([.. entries.Where(e => e.Sequence < entry.Sequence)], rewards);
        foreach (var assignment in assignments)
            Find(assignment.Experiment)?.Change(entry.ConversationNo.Value, assignment.Arm, Contribution.Minus(after, before), reportedAfter - reportedBefore, entry.OccurredAt);
    }
}
