using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Policies;

namespace ConvoStudio.Application.Decisions;

/// <summary>Result of recomputing a decision.</summary>
/// <param name="FirstDifference">The first hop that came out differently, in words; null when identical.</param>
/// <param name="Hops">Hops that were compared and found equal, in order.</param>
public sealed record ReplayResult(bool Identical, string? FirstDifference, IReadOnlyList<string> Hops);

/// <summary>Recomputes a decision from the log alone and compares every hop with the row.</summary>
public sealed class DecisionReplay(IDecisionLog log, IProtectedStore protectedStore, LogSource source, DecisionReader reader, int checkpointEvery)
{
    /// <exception cref="NotFoundException">There is no such decision.</exception>
    public async Task<ReplayResult> ReplayAsync(Guid decisionId, CancellationToken cancellationToken = default)
    {
        var hops = new List<string>();
        var hop = "row";
        try
        {
            var found = reader.Find(decisionId);
            hop = "configuration";
            var active = LogConfigurations.Load(log, found.Decision.ConfigurationHash, 0);
            if (PartDifference(active, found.Decision) is { } part)
                return new(false, part, hops);
            hops.AddRange("row", hop);
            hop = "state";
            var before = log.ReadConversation(found.Conversation.No, found.Decision.StateSequence);
            var facts = await protectedStore.LoadFactsAsync(found.Conversation.PublicId, found.Decision.EvaluatedAt, cancellationToken);
            var conversation = Conversation.Load(found.Conversation, facts, before);
            hops.Add(hop);
            hop = "policy";
            PolicyInForce FindPolicy(string id) => Policy(active.Configuration, id, found.Decision.PolicySequence);
            var inputs = new DecisionInputs(
                decisionId, active, conversation, HistoryOf(found, active), ArmsOf(found, active, conversation), SharesOf(found), found.Decision.StateSequence, found.Decision.Offered, found.Decision.EvaluatedAt, DecisionService.Offset(found.Conversation.TimeZone, found.Decision.EvaluatedAt));
            var (again, _) = DecisionMaker.Make(inputs, log.Secret.Span, FindPolicy);
            return Compare(found, again, active, conversation, hops);
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or KeyNotFoundException or ArgumentException)
        {
            return new(false, $"{hop}: {exception.Message}", hops);
        }
    }

    private static ReplayResult Compare(FoundDecision found, DecisionPayload again, ActiveConfiguration active, Conversation conversation, List<string> hops)
    {
        var row = found.Decision;
        (string Hop, bool Equal)[] compared =
        [
            ("kernel", row.KernelId == again.KernelId),
            ("route", row.Policy == again.Policy && row.Experiment == again.Experiment && row.Arm == again.Arm && row.Route.SequenceEqual(again.Route)),
            ("context", row.Slots.SequenceEqual(again.Slots) && row.Values.SequenceEqual(again.Values)),
            ("rules", row.Eligible.SequenceEqual(again.Eligible) && row.Blocked.SequenceEqual(again.Blocked) && row.Forced == again.Forced && row.RuleAlarm == again.RuleAlarm),
            ("notes", Same(row.Noted, again.Noted)),
            ("approvals", Same(row.Approved, again.Approved)),
            ("shadow rules", Same(row.ShadowBlocked, again.ShadowBlocked)),
            ("policy", row.PolicySequence == again.PolicySequence),
            ("scores", row.Scores.SequenceEqual(again.Scores)),
            ("widths", row.Widths.SequenceEqual(again.Widths)),
            ("weights", row.Weights.SequenceEqual(again.Weights)),
            ("draw", row.Draw == again.Draw && row.Drawn == again.Drawn),
            ("time", row.UtcOffsetMinutes == again.UtcOffsetMinutes),
            ("answer", AnswerEquals(found, active, conversation)),
        ];
        foreach (var (hop, equal) in compared)
        {
            if (!equal)
                return new(false, $"{hop}: the recomputed value differs from the stored row.", hops);
            if (!hops.Contains(hop))
                hops.Add(hop);
        }

        return new(true, null, hops);
    }

    private static bool Same<T>(IReadOnlyList<T>? stored, IReadOnlyList<T>? again) => (stored ?? []).SequenceEqual(again ?? []);

    private CustomerHistory HistoryOf(FoundDecision found, ActiveConfiguration active) => CompiledConfiguration.Of(active).Rules.ReadsHistory
        ? CustomerHistory.ReadAgain(log, found.Conversation, found.Decision, found.Entry.Sequence)
        : CustomerHistory.None;

    private IReadOnlyDictionary<string, AssignmentPayload> ArmsOf(FoundDecision found, ActiveConfiguration active, Conversation conversation) =>
        CustomerArms.Matter(active.Configuration, conversation) ? CustomerArms.Read(log, found.Conversation, found.Entry.Sequence) : CustomerArms.None;

    // An assignment drawn with the decision stands between the state and the decision.
    private ReplayedShares SharesOf(FoundDecision found) => new(log,
        [.. log.ReadConversation(found.Conversation.No, found.Entry.Sequence)
            .Where(e => e.Kind == LogKind.Assignment && e.Sequence > found.Decision.StateSequence).Select(LogPayloads.Read<AssignmentPayload>)]);

    private static bool AnswerEquals(FoundDecision found, ActiveConfiguration active, Conversation conversation)
    {
        var answer = DecisionService.ToAnswer(found.Decision, found.Conversation.PublicId, found.Entry.Turn ?? 0, CompiledConfiguration.Of(active), conversation);
        return AnswerJson.Write(answer, AnswerJson.Default.DecisionAnswer).Span.SequenceEqual(found.Entry.Answer.Span);
    }

    private static string? PartDifference(ActiveConfiguration active, DecisionPayload row)
    {
        (string Part, string Now, string? Then)[] parts =
        [
            ("playbook", active.PlaybookHash, row.PlaybookHash), ("encoder", active.EncoderHash, row.EncoderHash), ("rules", active.RulesHash, row.RulesHash),
            ("reward", active.RewardHash, row.RewardHash), ("policy", active.PolicyHashes.GetValueOrDefault(row.Policy, ""), row.PolicyHash),
        ];
        foreach (var (part, now, then) in parts)
            if (now != then)
                return $"{part}: the hash of the stored {part} is not the one in the row.";
        return null;
    }

    private PolicyInForce Policy(PlaybookConfiguration configuration, string id, long sequence) => new(
        configuration.Playbook, id, PolicyAt.Find(new PolicyFoldScope(log, source, checkpointEvery), configuration, id, sequence).Snapshot, sequence);
}
