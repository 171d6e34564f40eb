using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Tests.LiveMetrics;

/// <summary>The live metrics with nothing in memory but the sums: whole payloads, and at each outcome the whole conversation from the log.</summary>
internal sealed class SlowMetrics(IDecisionLog log)
{
    private readonly Dictionary<string, ExperimentMetrics> _experiments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RewardCalculator> _rewards = new(StringComparer.Ordinal);

    public ExperimentMetrics? Find(string experiment) => _experiments.GetValueOrDefault(experiment);

    public void Advance(LogEntry entry)
    {
        switch (entry.Kind)
        {
            case LogKind.ConfigActivated:
                Configure(LogConfigurations.Load(log, LogPayloads.Read<ConfigActivatedPayload>(entry).Hash, entry.Sequence).Configuration);
                break;
            case LogKind.Assignment:
                var assignment = LogPayloads.Read<AssignmentPayload>(entry);
                Find(assignment.Experiment)?.Assign(entry.ConversationNo!.Value, assignment.Arms, assignment.Shares, assignment.Arm);
                break;
            case LogKind.Decision:
                if (LogPayloads.Read<DecisionPayload>(entry) is { Experiment: { } experiment, Arm: { } arm } decision)
                    Find(experiment)?.Decide(arm, decision.PolicySequence, decision.Blocked.Count > 0);
                // An outcome that came before the first decision was in no arm's sums yet.
                var before = log.ReadConversation(entry.ConversationNo!.Value, entry.Sequence - 1);
                if (before.All(e => e.Kind != LogKind.Decision) && before.Any(e => e.Kind == LogKind.Outcome))
                    AddDifference(entry, counted: false);
                break;
            case LogKind.Outcome or LogKind.Amendment or LogKind.WindowEnded:
                AddDifference(entry, counted: true);
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

    private void AddDifference(LogEntry entry, bool counted)
    {
        var entries = log.ReadConversation(entry.ConversationNo!.Value, entry.Sequence);
        var assignments = entries.Where(e => e.Kind == LogKind.Assignment).Select(LogPayloads.Read<AssignmentPayload>).ToList();
        if (assignments.Count == 0 || Find(assignments[0].Experiment) is not { } first || !_rewards.TryGetValue(first.Playbook, out var rewards))
            return;
        var (before, after, reported) = SlowContribution.ChangeBy(entry, entries, rewards, counted);
        foreach (var assignment in assignments)
            Find(assignment.Experiment)?.Change(entry.ConversationNo.Value, assignment.Arm, new(new MeasuredConversation(), before, after, reported), entry.OccurredAt);
    }
}
