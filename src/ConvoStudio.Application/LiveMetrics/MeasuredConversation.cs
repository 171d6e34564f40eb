using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>What the sums need of one conversation: who answered when, which decisions, which outcomes. A fold of its entries.</summary>
internal sealed class MeasuredConversation
{
    private static readonly string[] NoActs = [];
    private readonly List<ConversationTurn> _answers = [];
    private readonly List<DecisionMark> _decisions = [];
    private readonly List<OutcomeMetric> _outcomes = [];
    private double _converted;
    private double _value;
    private double _complained;
    private double _optedOut;
    private bool _handedOver;

    /// <summary>Of the conversation in the log.</summary>
    public long Number { get; init; }

    /// <summary>Experiments it takes part in, in the order of assignment, with its arm.</summary>
    public List<(string Experiment, string Arm)> Assignments { get; } = [];

    /// <summary>The policy of its first decision; null without one.</summary>
    public string? Policy { get; private set; }

    /// <summary>True once its decisions were learnt: a final outcome came, or the window ended.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>True once its window ended: nothing but an amendment can change it.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>True when it was in sums at its last outcome or decision. An outcome may come before the first decision, and then it is in none yet.</summary>
    public bool IsCounted { get; set; }

    /// <summary>True when an outcome came that is in no sums.</summary>
    public bool HasUncounted => !IsCounted && _outcomes.Count > 0;

    /// <summary>The fold of its entries, in their order.</summary>
    /// <param name="counts">Whether it is in sums, asked at each decision and outcome; null when nobody counts it.</param>
    public static MeasuredConversation Of(IReadOnlyList<LogEntry> entries, LogFields fields, long number, Func<MeasuredConversation, bool>? counts = null)
    {
        var conversation = new MeasuredConversation { Number = number };
        foreach (var entry in entries)
        {
            conversation.Add(fields, new LogRow(entry));
            if (entry.Kind is LogKind.Decision or LogKind.Outcome or LogKind.Amendment or LogKind.WindowEnded)
                conversation.IsCounted = counts?.Invoke(conversation) ?? false;
        }

        return conversation;
    }

    public void Assign(string experiment, string arm) => Assignments.Add((experiment, arm));

    public void Decide(Guid decision, string? policy, in LogRow row)
    {
        _decisions.Add(new(decision, row.OccurredAtTicks, row.Sequence));
        Policy ??= policy;
    }

    public void Say((Speaker Speaker, double? Sentiment, bool HandsOver) turn, in LogRow row)
    {
        // Engagement asks what the customer did; what the agent said does not change a reward.
        if (turn.Speaker == Speaker.Customer)
            _answers.Add(new(_answers.Count, turn.Speaker, NoActs, row.OccurredAtTicks, row.Sequence, null, turn.Sentiment));
        else
            _handedOver |= turn.HandsOver;
    }

    /// <summary>An outcome, an amendment, or the end of the window.</summary>
    public void Report(LogFields fields, in LogRow row)
    {
        if (row.Kind == LogKind.WindowEnded)
        {
            IsSettled = HasEnded = true;
            return;
        }

        var (metric, value, final, decision) = fields.ReadOutcome(row);
        _outcomes.Add(new(metric, value, row.Sequence, decision));
        IsSettled |= final && row.Kind == LogKind.Outcome;
        if (decision is not null)
            return;
        if (metric == OutcomeMetric.Converted)
            _converted = value;
        else if (metric == OutcomeMetric.Value)
            _value = value;
        else if (metric == OutcomeMetric.Complaint)
            _complained = value;
        else if (metric == OutcomeMetric.OptOut)
            _optedOut = value;
    }

    private void Add(LogFields fields, in LogRow row)
    {
        switch (row.Kind)
        {
            case LogKind.Assignment:
                var assignment = fields.ReadAssignment(row);
                if (!assignment.Repeats)
                    Assign(assignment.Experiment, assignment.Arm);
                break;
            case LogKind.Decision:
                var decision = fields.ReadDecision(row, untilArm: true);
                Decide(decision.DecisionId, decision.Policy, row);
                break;
            case LogKind.Turn:
                Say(fields.ReadTurn(row), row);
                break;
            case LogKind.Outcome or LogKind.Amendment or LogKind.WindowEnded:
                Report(fields, row);
                break;
            default:
                break;
        }
    }

    /// <summary>What it adds to the sums of its arm now, and whether a conversion was reported.</summary>
    public (ArmTotals Totals, long Reported) Contribution(RewardCalculator rewards)
    {
        var reported = _converted > 0 ? 1 : 0;
        if (!IsSettled)
            return (default, reported);
        var earned = rewards.Calculate(_answers, _decisions, _outcomes);
        double reward = 0, engagement = 0;
        foreach (var one in earned)
            (reward, engagement) = (reward + one.Total, engagement + one.Engagement);
        if (earned.Count > 0)
            (reward, engagement) = (reward / earned.Count, engagement / earned.Count);
        return (new ArmTotals(0, 1, 0, reported, reward, reward * reward, engagement, _value)
        {
            EngagementSquareSum = engagement * engagement,
            ValueSquareSum = _value * _value,
            Complaints = _complained > 0 ? 1 : 0,
            OptOuts = _optedOut > 0 ? 1 : 0,
            HandOvers = _handedOver ? 1 : 0,
        }, reported);
    }

    /// <summary>a − b.</summary>
    public static ArmTotals Minus(in ArmTotals a, in ArmTotals b) => new(
        a.Conversations - b.Conversations, a.Closed - b.Closed, a.Decisions - b.Decisions, a.Conversions - b.Conversions,
        a.RewardSum - b.RewardSum, a.RewardSquareSum - b.RewardSquareSum, a.EngagementSum - b.EngagementSum, a.ValueSum - b.ValueSum)
    {
        EngagementSquareSum = a.EngagementSquareSum - b.EngagementSquareSum,
        ValueSquareSum = a.ValueSquareSum - b.ValueSquareSum,
        Complaints = a.Complaints - b.Complaints,
        OptOuts = a.OptOuts - b.OptOuts,
        HandOvers = a.HandOvers - b.HandOvers,
    };
}
