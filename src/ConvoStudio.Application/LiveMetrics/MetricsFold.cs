using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>The log folded into sums per experiment and arm. One caller at a time.</summary>
/// <param name="mostConversations">How many may be in memory; the rest is read again when it matters.</param>
internal sealed class MetricsFold(IDecisionLog log, LogSource source, int mostConversations = MeasuredConversations.DefaultMost)
{
    private readonly Dictionary<string, ExperimentMetrics> _experiments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RewardCalculator> _rewards = new(StringComparer.Ordinal);
    private readonly MeasuredConversations _conversations = new(log, mostConversations);

    public IEnumerable<ExperimentMetrics> Experiments => _experiments.Values;

    public ExperimentMetrics? Find(string experiment) => _experiments.GetValueOrDefault(experiment);

    /// <exception cref="InvalidDataException">The payload is not what the kind says.</exception>
    public void Advance(in LogRow row)
    {
        try
        {
            if (row.Kind == LogKind.ConfigActivated)
                Configure(LogConfigurations.Load(log, JsonSerializer.Deserialize(row.Payload, LogJson.Default.ConfigActivatedPayload)!.Hash, row.Sequence).Configuration);
            if (row.Source == source && row.ConversationNo is { } conversation)
                Advance(conversation, row);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw LogFields.Unreadable(row, exception);
        }
    }

    private void Advance(long conversation, in LogRow row)
    {
        switch (row.Kind)
        {
            case LogKind.Opened:
                _conversations.Open(conversation);
                break;
            case LogKind.Assignment:
                var (assigned, arms, shares, drawn) = _conversations.Fields.ReadAssignment(row);
                Find(assigned)?.Assign(conversation, arms, shares, drawn);
                _conversations.Find(conversation)?.Assign(assigned, drawn);
                break;
            case LogKind.Decision:
                var (id, policy, experiment, arm, _) = _conversations.Fields.ReadDecision(row, untilArm: true);
                if (experiment is not null && arm is not null)
                    Find(experiment)?.Decide(arm);
                _conversations.Find(conversation)?.Decide(id, policy, row);
                break;
            case LogKind.Turn:
                _conversations.Say(conversation, row);
                break;
            case LogKind.Outcome or LogKind.Amendment or LogKind.WindowEnded:
                var (measured, totals, reported) = _conversations.Report(conversation, row, RewardsOf);
                if (RewardsOf(measured) is null)
                    break;
                foreach (var (key, own) in measured.Assignments)
                    Find(key)?.Change(conversation, own, totals, reported, new DateTimeOffset(row.OccurredAtTicks, TimeSpan.Zero));
                break;
            default:
                break;
        }
    }

    private RewardCalculator? RewardsOf(MeasuredConversation conversation) =>
        conversation.Assignments is [var (first, _), ..] && Find(first) is { } metrics ? _rewards.GetValueOrDefault(metrics.Playbook) : null;

    private void Configure(PlaybookConfiguration configuration)
    {
        _rewards[configuration.Playbook] = new RewardCalculator(configuration.Reward);
        foreach (var experiment in configuration.Experiments)
        {
            if (!_experiments.TryGetValue(experiment.Key, out var metrics))
                _experiments.Add(experiment.Key, metrics = new ExperimentMetrics(configuration.Playbook, experiment.Key));
            metrics.Configure(experiment.Arms);
        }
    }
}
