using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Holdouts;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>The log folded into sums per experiment and arm. One caller at a time.</summary>
/// <param name="mostConversations">How many may be in memory; the rest is read again when it matters.</param>
internal sealed class MetricsFold(IDecisionLog log, LogSource source, int mostConversations = MeasuredConversations.DefaultMost)
{
    private readonly Dictionary<string, ExperimentMetrics> _experiments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RewardCalculator> _rewards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HoldoutMetrics> _holdouts = new(StringComparer.Ordinal);
    private readonly MeasuredConversations _conversations = new(log, mostConversations);

    /// <summary>Told of every change of a unit: experiment, conversation, difference. For whoever needs units one by one.</summary>
    public Action<string, long, ArmTotals>? UnitChanged { get; init; }

    public IEnumerable<ExperimentMetrics> Experiments => _experiments.Values;

    public ExperimentMetrics? Find(string experiment) => _experiments.GetValueOrDefault(experiment);

    /// <exception cref="InvalidDataException">The payload is not what the kind says.</exception>
    public void Advance(in LogRow row)
    {
        try
        {
            if (row.Kind == LogKind.ConfigActivated)
                Configure(LogConfigurations.Load(log, JsonSerializer.Deserialize(row.Payload, LogJson.Default.ConfigActivatedPayload)!.Hash, row.Sequence).Configuration);
            if (row.Source != source)
                return;
            if (row.ConversationNo is { } conversation)
                Advance(conversation, row);
            else
                Steer(row);
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
                var (assigned, arms, shares, drawn, repeats) = _conversations.Fields.ReadAssignment(row);
                // Counted where the unit met its first arm.
                if (repeats)
                    break;
                Find(assigned)?.Assign(conversation, arms, shares, drawn);
                _conversations.FindBefore(conversation, row, RewardsOf).Assign(assigned, drawn);
                break;
            case LogKind.Decision:
                var decision = _conversations.Fields.ReadDecision(row, untilArm: true);
                if (decision is { Experiment: { } experiment, Arm: { } arm })
                    Find(experiment)?.Decide(arm, decision.PolicySequence, decision.HasBlocked);
                if (_holdouts.Count > 0)
                    BeginHoldout(conversation, row);
                if (_conversations.Decide(conversation, decision.DecisionId, decision.Policy, row, RewardsOf) is { } earlier)
                    Change(earlier, row);
                break;
            case LogKind.Turn:
                _conversations.Say(conversation, row);
                break;
            case LogKind.Outcome or LogKind.Amendment or LogKind.WindowEnded:
                var change = _conversations.Report(conversation, row, RewardsOf);
                if (RewardsOf(change.Conversation) is not null)
                    Change(change, row);
                break;
            default:
                break;
        }
    }

    private void Change(in MeasuredChange change, in LogRow row)
    {
        var (at, conversation) = (new DateTimeOffset(row.OccurredAtTicks, TimeSpan.Zero), change.Conversation.Number);
        foreach (var (key, own) in change.Conversation.Assignments)
            if (Find(key)?.Change(conversation, own, change, at) is { } counted)
                UnitChanged?.Invoke(key, conversation, counted);
        if (HoldoutOf(conversation) is var (metrics, side))
            metrics.Change(conversation, side, change, at);
    }

    private void Steer(in LogRow row)
    {
        var at = new DateTimeOffset(row.OccurredAtTicks, TimeSpan.Zero);
        if (row.Kind == LogKind.Reallocation && JsonSerializer.Deserialize(row.Payload, LogJson.Default.ReallocationPayload) is { } reallocation)
            Find(reallocation.Experiment)?.Reallocate(new(row.Sequence, at, reallocation));
        else if (row.Kind == LogKind.Guardrail && JsonSerializer.Deserialize(row.Payload, LogJson.Default.GuardrailPayload) is { } breach)
            Find(breach.Experiment)?.Breach(new(row.Sequence, at, breach));
    }

    // One that ended keeps its numbers until another one begins.
    private void Configure(string playbook, RoutingPart routing)
    {
        var known = _holdouts.GetValueOrDefault(playbook);
        if (routing is not { Holdout: not null, HoldoutShare: > 0 })
            known?.Ended = true;
        else if (known?.Is(routing) != true)
            _experiments[PlaybookHoldout.MetricsKey(playbook)] = (_holdouts[playbook] = new HoldoutMetrics(playbook, routing)).Metrics;
    }

    private RewardCalculator? RewardsOf(MeasuredConversation conversation)
    {
        var metrics = conversation.Assignments is [var (first, _), ..] ? Find(first) : HoldoutOf(conversation.Number)?.Metrics;
        return metrics is null ? null : _rewards.GetValueOrDefault(metrics.Playbook);
    }

    // Only first decisions are looked at: a conversation stays on its side.
    private void BeginHoldout(long number, in LogRow row)
    {
        if (_conversations.FindBefore(number, row, RewardsOf).Policy is not null || _conversations.Fields.ReadRoute(row, HoldoutMetrics.Drawn) is not { } held)
            return;
        if (log.FindConversation(number) is { } conversation && _holdouts.TryGetValue(conversation.Playbook, out var holdout))
            holdout.Begin(conversation, held);
    }

    private (ExperimentMetrics Metrics, string Side)? HoldoutOf(long conversation)
    {
        foreach (var holdout in _holdouts.Values)
            if (holdout.ArmOf(conversation) is { } side)
                return (holdout.Metrics, side);
        return null;
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

        Configure(configuration.Playbook, configuration.Routing);
    }
}
