using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Policies;
using ConvoStudio.Application.Studios;

namespace ConvoStudio.Application.Decisions;

/// <summary>Answers "what next?". In memory and without I/O up to the one append; what was answered is on disk.</summary>
public sealed class DecisionService(
    ConversationStore store, IConfigurations configurations, PolicySnapshotStore policies, IExperimentShares shares, IIdSource ids, TimeProvider time)
{
    private const double Total = 4294967296.0;
    private readonly CustomerGates _customers = new();

    /// <param name="offered">Keys of the actions the client allows this turn; null for all.</param>
    public async Task<Answer> DecideAsync(Guid conversationId, IReadOnlyList<string>? offered, RequestIdentity identity, CancellationToken cancellationToken = default)
    {
        var started = time.GetTimestamp();
        var answer = await AnswerAsync(conversationId, offered, identity, cancellationToken);
        StudioTelemetry.DecisionDuration.Record(time.GetElapsedTime(started).TotalMilliseconds);
        return answer;
    }

    private Task<Answer> AnswerAsync(Guid conversationId, IReadOnlyList<string>? offered, RequestIdentity identity, CancellationToken cancellationToken) =>
        store.ExecuteAsync(conversationId, identity, async conversation =>
        {
            ConversationService.DemandOpen(conversation);
            var active = configurations.Find(conversation.Row.Playbook)!;
            var (readsHistory, armsMatter) = (CompiledConfiguration.Of(active).Rules.ReadsHistory, CustomerArms.Matter(active.Configuration, conversation));
            if (!readsHistory && !armsMatter)
                return Decide(conversation, active, CustomerHistory.None, CustomerArms.None, offered, identity);
            var hold = await _customers.HoldAsync(conversation.Row.CustomerNo, cancellationToken);
            try
            {
                var history = readsHistory ? CustomerHistory.Read(store.Log, conversation.Row) : CustomerHistory.None;
                var arms = armsMatter ? CustomerArms.Read(store.Log, conversation.Row) : CustomerArms.None;
                return Decide(conversation, active, history, arms, offered, identity) with { Hold = hold };
            }
            catch
            {
                hold.Dispose();
                throw;
            }
        }, cancellationToken);

    private Plan Decide(
        Conversation conversation, ActiveConfiguration active, CustomerHistory history, IReadOnlyDictionary<string, AssignmentPayload> earlierArms,
        IReadOnlyList<string>? offered, RequestIdentity identity)
    {
        var compiled = CompiledConfiguration.Of(active);
        var now = time.GetUtcNow();
        var inputs = new DecisionInputs(
            DecisionId.Of(ids.Next(), conversation.Row.No), active, conversation, history, earlierArms, shares, conversation.LastSequence, Offered(offered, compiled), now,
            Offset(conversation.Row.TimeZone, now));
        var (decision, assignment) = DecisionMaker.Make(
            inputs, store.Log.Secret.Span, policy => policies.Find(active.Configuration.Playbook, policy)
                ?? throw new InvalidOperationException($"Policy {policy} of playbook {active.Configuration.Playbook} is not in force."));
        Count(decision, active.Configuration.Playbook);
        var answer = AnswerJson.Write(ToAnswer(decision, conversation.Row.PublicId, conversation.NextTurn, compiled, conversation), AnswerJson.Default.DecisionAnswer);
        var entry = new NewLogEntry(LogKind.Decision, conversation.NextTurn, now, LogPayloads.Write(decision), identity.Key, identity.BodyHash, answer);
        return assignment is null
            ? new Plan([(entry, decision)], answer)
            : new Plan([(new NewLogEntry(LogKind.Assignment, null, now, LogPayloads.Write(assignment)), assignment), (entry, decision)], answer);
    }

    private static void Count(DecisionPayload decision, string playbook)
    {
        StudioTelemetry.Decisions.Add(1, new("playbook", playbook), new("policy", decision.Policy));
        if (decision.Forced)
            StudioTelemetry.ForcedDecisions.Add(1, new KeyValuePair<string, object?>("playbook", playbook));
        if (decision.RuleAlarm)
            StudioTelemetry.RuleAlarms.Add(1, new KeyValuePair<string, object?>("playbook", playbook));
    }

    /// <summary>UTC offset of the customer's zone at a moment, or null when the zone is not known.</summary>
    internal static int? Offset(string? timeZone, DateTimeOffset at) =>
        timeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? (int)zone.GetUtcOffset(at).TotalMinutes : null;

    private static List<int>? Offered(IReadOnlyList<string>? keys, CompiledConfiguration compiled)
    {
        if (keys is null)
            return null;
        var unknown = keys.Where(k => compiled.FindAction(k) is null).ToList();
        if (keys.Count == 0 || unknown.Count > 0)
        {
            throw new ValidationException("offered", keys.Count == 0
                ? "Name at least one action, or leave the field out to offer all."
                : $"Not actions of this playbook: {string.Join(", ", unknown.Take(5))}.");
        }

        return [.. keys.Select(k => compiled.FindAction(k)!.Number).Distinct().Order()];
    }

    internal static DecisionAnswer ToAnswer(DecisionPayload decision, Guid conversation, int turn, CompiledConfiguration compiled, Conversation state)
    {
        var drawn = ActionAnswer.Of(decision.Drawn, compiled, state.Row.Locale, state.State.Facts);
        var eligible = new EligibleAnswer[decision.Eligible.Count];
        for (var i = 0; i < eligible.Length; i++)
            eligible[i] = new EligibleAnswer(compiled.Action(decision.Eligible[i]).Key, decision.Weights[i], decision.Weights[i] / Total, decision.Scores[i]);
        return new DecisionAnswer(
            decision.DecisionId, conversation, turn,
            drawn, Array.Find(eligible, e => e.Action == drawn.Key)!.Probability, decision.Experiment, decision.Arm,
            $"{decision.Policy}@{decision.PolicySequence}", decision.Forced, eligible,
            [.. decision.Blocked.Select(b => new BlockedAnswer(compiled.Action(b.Action).Key, b.Rule, b.Sentence, b.Version == 0 ? null : b.Version))],
            WarningsOf(decision));
    }

    // A rule that warns is told to whoever is to say the action; one that only records is not.
    private static List<WarningAnswer>? WarningsOf(DecisionPayload decision) =>
        decision.Noted?.Where(n => n.Warns && n.Action == decision.Drawn).Select(n => new WarningAnswer(n.Rule, n.Version, n.Sentence)).ToList() is { Count: > 0 } warnings ? warnings : null;
}
