using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Conversations;

/// <summary>A conversation in memory: the fold of its log entries. Changed only by <see cref="Apply"/>, under its gate, with entries that are on disk.</summary>
public sealed class Conversation(ConversationRow row, ProtectedFacts protectedFacts)
{
    private readonly Dictionary<UInt128, (UInt128 BodyHash, long Sequence)> _requests = [];
    private readonly Dictionary<(string Metric, Guid? Decision), double> _outcomes = [];
    private readonly Dictionary<Guid, int> _decisions = [];
    private readonly Dictionary<string, AssignmentPayload> _assignments = new(StringComparer.Ordinal);
    private readonly HashSet<RuleApproval> _approvals = [];
    private ConversationFold _fold = new();

    public ConversationRow Row { get; } = row;

    /// <summary>Values of facts that only the rule filter may read.</summary>
    public ProtectedFacts ProtectedFacts { get; internal set; } = protectedFacts;

    /// <summary>What rules see of it.</summary>
    internal ConversationTrace Trace { get; } = new();

    /// <summary>Fold of the turns in (event time, sequence) order.</summary>
    public ConversationState State => _fold.State;

    /// <summary>Sequence of the last entry applied.</summary>
    public long LastSequence { get; private set; }

    public ConversationStatus Status { get; private set; }

    /// <summary>True once its decisions may have been learnt: a final outcome came or the attribution window ended. Later outcomes are amendments.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>What people approved in this conversation; null for nothing.</summary>
    internal IReadOnlySet<RuleApproval>? Approvals => _approvals.Count == 0 ? null : _approvals;

    public IReadOnlyDictionary<string, AssignmentPayload> Assignments => _assignments;

    /// <summary>Experiment → arm that a tester always gets; null for everybody else.</summary>
    public IReadOnlyDictionary<string, string>? Testing { get; private set; }

    /// <summary>Decision id → drawn action number.</summary>
    public IReadOnlyDictionary<Guid, int> Decisions => _decisions;

    /// <summary>How its first decision was routed; null before it.</summary>
    public IReadOnlyList<RouteStepPayload>? FirstRoute { get; private set; }

    /// <summary>Number of turns that have arrived, which is the number of the next one.</summary>
    public int NextTurn => _fold.Turns.Count;

    public double? FindOutcome(string metric, Guid? decision) => _outcomes.TryGetValue((metric, decision), out var value) ? value : null;

    /// <summary>Sequence of the entry that holds the answer of a request seen before, or null for a new one.</summary>
    /// <exception cref="RequestConflictException">The key was used with another body.</exception>
    public long? FindAnswer(RequestIdentity identity)
    {
        if (!_requests.TryGetValue(identity.Key, out var seen))
            return null;
        return seen.BodyHash == identity.BodyHash
            ? seen.Sequence
            : throw new RequestConflictException("This idempotency key was used before with another body. Send the first body again, or take a new key.");
    }

    /// <summary>Applies an entry that is on disk.</summary>
    public void Apply(long sequence, NewLogEntry entry, object payload)
    {
        LastSequence = sequence;
        if (entry.IdempotencyKey is { } key)
            _requests[key] = (entry.BodyHash ?? 0, sequence);
        switch (payload)
        {
            case OpenedPayload opened:
                _fold = new ConversationFold(opened.Facts);
                Testing = opened.Testing;
                Trace.Add(new(sequence, entry.OccurredAt.UtcTicks, opened));
                break;
            case TurnPayload turn:
                _fold.Add(new ConversationTurn(
                    entry.Turn ?? NextTurn, turn.Speaker, Unlabelled.Read(turn.Acts), entry.OccurredAt.UtcTicks, sequence, turn.Product, turn.Sentiment, turn.Facts));
                Trace.Add(new(sequence, entry.OccurredAt.UtcTicks, turn, turn.DecisionId is { } followed && _decisions.TryGetValue(followed, out var drawn) ? drawn : null));
                break;
            case ConsentsPayload consents:
                Trace.Add(new(sequence, entry.OccurredAt.UtcTicks, consents));
                break;
            case ApprovalPayload approval:
                _approvals.Add(new(approval.Role, approval.Rule, approval.Version));
                break;
            case ClearedPayload cleared:
                Trace.Add(new(sequence, entry.OccurredAt.UtcTicks, cleared));
                break;
            case DecisionPayload decision:
                _decisions[decision.DecisionId] = decision.Drawn;
                FirstRoute ??= decision.Route;
                break;
            case AssignmentPayload assignment:
                _assignments[assignment.Experiment] = assignment;
                break;
            case OutcomePayload outcome:
                _outcomes[(outcome.Metric, outcome.DecisionId)] = outcome.Value;
                IsSettled |= outcome.Final;
                break;
            case AmendmentPayload amendment:
                _outcomes[(amendment.Metric, amendment.DecisionId)] = amendment.Value;
                break;
            case EndedPayload when entry.Kind == LogKind.WindowEnded:
                IsSettled = true;
                break;
            case EndedPayload:
                Status = entry.Kind == LogKind.Expired ? ConversationStatus.Expired : ConversationStatus.Closed;
                break;
        }
    }

    /// <summary>Rebuilds a conversation from its committed entries.</summary>
    public static Conversation Load(ConversationRow row, ProtectedFacts protectedFacts, IReadOnlyList<LogEntry> entries)
    {
        var conversation = new Conversation(row, protectedFacts);
        foreach (var entry in entries)
            conversation.Apply(entry);
        return conversation;
    }

    private void Apply(LogEntry entry) => Apply(
        entry.Sequence,
        new NewLogEntry(entry.Kind, entry.Turn, entry.OccurredAt, entry.Payload, entry.IdempotencyKey, entry.BodyHash),
        LogPayloads.Read(entry));
}
