using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Web.Api;

/// <summary>A decision as it is stored, its actions by key. Nothing of facts that are not for policies is in the row, so nothing of them is here.</summary>
/// <param name="Propensity">Chance of the drawn action within the arm.</param>
/// <param name="AssignmentProbability">Chance with which the conversation came to where it was routed.</param>
/// <param name="ShadowBlocked">What rules in shadow would have taken out.</param>
/// <param name="Noted">Actions that stayed although a rule warns of them or records them.</param>
/// <param name="RuleAlarm">A rule could not be evaluated, so it blocked.</param>
/// <param name="Forced">Every action was blocked, so the fallback was answered.</param>
/// <param name="Draw">In [0, 2³²); the drawn action is the first whose cumulated weight exceeds it.</param>
public sealed record DecisionView(
    Guid DecisionId, Guid ConversationId, string Playbook, string Source, int Turn, long Sequence, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt,
    DateTimeOffset EvaluatedAt, int? UtcOffsetMinutes, ActionAnswer Action, double Propensity, double AssignmentProbability,
    IReadOnlyList<RouteStepPayload> Route, string? Experiment, string? Arm, string Policy, long PolicySequence, long StateSequence, string KernelId,
    DecisionHashes Hashes, IReadOnlyList<string>? Offered, IReadOnlyList<DecisionEligible> Eligible, IReadOnlyList<DecisionBlocked> Blocked,
    bool Forced, uint Draw, IReadOnlyList<DecisionContextSlot> Context, IReadOnlyList<DecisionBlocked>? ShadowBlocked = null,
    IReadOnlyList<DecisionBlocked>? Noted = null, bool RuleAlarm = false)
{
    private const double Total = 4294967296.0;

    internal static DecisionView Of(FoundDecision found, ActiveConfiguration active)
    {
        var (entry, row, conversation) = found;
        var compiled = CompiledConfiguration.Of(active);
        string Key(int number) => compiled.Action(number).Key;
        var drawn = compiled.Action(row.Drawn);
        var weight = row.Weights.Where((_, i) => row.Eligible[i] == row.Drawn).First();
        return new DecisionView(
            row.DecisionId, conversation.PublicId, conversation.Playbook, ApiWords.Of(entry.Source), entry.Turn ?? 0, entry.Sequence, entry.OccurredAt, entry.RecordedAt,
            row.EvaluatedAt, row.UtcOffsetMinutes, found.Answered ?? new ActionAnswer(drawn.Key, drawn.Acts, drawn.Product, drawn.Stage, drawn.Utterance), weight / Total,
            row.Route.Aggregate(1.0, (chance, step) => chance * step.Probability),
            row.Route, row.Experiment, row.Arm, row.Policy, row.PolicySequence, row.StateSequence, row.KernelId,
            new DecisionHashes(row.ConfigurationHash, row.PlaybookHash, row.EncoderHash, row.RulesHash, row.RewardHash, row.PolicyHash),
            row.Offered?.Select(Key).ToList(),
            [.. row.Eligible.Select((a, i) => new DecisionEligible(Key(a), row.Weights[i], row.Weights[i] / Total, row.Scores[i], row.Widths[i]))],
            [.. row.Blocked.Select(b => new DecisionBlocked(Key(b.Action), b.Rule, b.RuleHash, b.Sentence, b.Version == 0 ? null : b.Version))],
            row.Forced, row.Draw, [.. row.Slots.Select((slot, i) => Slot(active.Configuration.Encoder.Slots[slot], slot, row.Values[i]))],
            row.ShadowBlocked?.Select(b => new DecisionBlocked(Key(b.Action), b.Rule, b.RuleHash, b.Sentence, b.Version)).ToList(),
            row.Noted?.Select(n => new DecisionBlocked(Key(n.Action), n.Rule, n.RuleHash, n.Sentence, n.Version)).ToList(), row.RuleAlarm);
    }

    private static DecisionContextSlot Slot(EncoderSlot slot, int number, double value) =>
        new(number, ApiWords.Of(slot.Source), slot.Key.Length == 0 ? null : slot.Key, slot.Word.Length == 0 ? null : slot.Word, value);
}

/// <summary>Hex SHA-256 of everything the decision used.</summary>
public sealed record DecisionHashes(string Configuration, string Playbook, string Encoder, string Rules, string Reward, string Policy);

/// <summary>An action that could have been drawn; the weights of all sum to 2³².</summary>
public sealed record DecisionEligible(string Action, ulong Weight, double Probability, double Score, double Width);

/// <summary>An action that a rule took out.</summary>
/// <param name="Version">Version of the rule; null for a rule of the earlier forms.</param>
public sealed record DecisionBlocked(string Action, string Rule, string RuleHash, string Sentence, int? Version = null);

/// <summary>One number of the encoded context that is not 0.</summary>
/// <param name="Key">Fact or act it is read from.</param>
/// <param name="Word">The word of a category.</param>
public sealed record DecisionContextSlot(int Slot, string Source, string? Key, string? Word, double Value);

/// <summary>Whether a decision came out the same when it was computed again.</summary>
/// <param name="FirstDifference">The first hop that differs, in words.</param>
/// <param name="Hops">Hops found equal, in order.</param>
public sealed record ReplayView(bool Identical, string? FirstDifference, IReadOnlyList<string> Hops);
