using System.Collections.Concurrent;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Compliance.Filtering;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Rules;

namespace ConvoStudio.Application.Compliance;

/// <summary>Sentence rules that hold together (those in force, or those in shadow), compiled once for a configuration. Safe for any number of callers.</summary>
internal sealed class RuleLayer
{
    private readonly Dictionary<string, (SentenceRule Rule, string Hash)> _byKey = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<FilterAnswer> _answers = [];
    private readonly RuleFilter _filter;

    public RuleLayer(IReadOnlyList<SentencePart> parts, RuleVocabulary vocabulary, PlaybookMoves moves, bool shadow)
    {
        (IsShadow, Moves) = (shadow, moves);
        var (rules, broken) = Read(parts, vocabulary);
        Set = new RuleSet(rules, vocabulary);
        Broken = broken;
        var documents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts)
            documents.TryAdd(part.Key, part.Document);
        foreach (var rule in rules)
            _byKey[rule.Key] = (rule, RuleDocument.Hash(documents[rule.Key]));
        _filter = new RuleFilter(Set, moves.Actions, moves.Fallback);
        ReadsHistory = rules.Any(r => r.Body.ReadsHistory);
    }

    public bool IsShadow { get; }

    public RuleSet Set { get; }

    public PlaybookMoves Moves { get; }

    /// <summary>Rules that cannot be evaluated at all: they block everything, and somebody must look at them.</summary>
    public IReadOnlyList<SentencePart> Broken { get; }

    public bool IsEmpty => Set.Rules.Count == 0 && Broken.Count == 0;

    /// <summary>A rule counts what was said in the customer's other conversations.</summary>
    public bool ReadsHistory { get; }

    /// <summary>What the rules leave of the offered actions.</summary>
    /// <param name="offered">Numbers of actions; null for all.</param>
    public LayerAnswer Ask(int[]? offered, RuleState state, in RuleSituation now)
    {
        var answer = _answers.TryTake(out var used) ? used : _filter.NewAnswer();
        _filter.Filter(offered ?? Moves.Standing, state, now, answer);
        var result = Broken.Count > 0 ? Nothing(offered) : Result(answer, state);
        _answers.Add(answer);
        return result;
    }

    /// <summary>The answer of rules that cannot be evaluated: only what stands outside all rules is left.</summary>
    public LayerAnswer Nothing(int[]? offered)
    {
        var (rule, hash) = Broken is [var first, ..] ? (first.Key, RuleDocument.Hash(first.Document)) : ("", "");
        var reason = rule.Length == 0 ? "The rules could not be evaluated, so they block." : $"Rule {rule} could not be evaluated, so it blocks.";
        var asked = offered ?? Moves.Standing;
        int[] left = [.. asked.Where(n => Moves.Stops.Contains(n) && Moves.Standing.Contains(n)).Distinct().Order()];
        return new(
            left.Length > 0 ? left : [Moves.Fallback],
            [.. asked.Where(n => !Moves.Stops.Contains(n) && Moves.Standing.Contains(n)).Distinct().Order().Select(n => new BlockedPayload(n, rule, hash, reason, Broken is [var b, ..] ? b.Version : 0))],
            [], Forced: left.Length == 0, Alarm: true);
    }

    /// <summary>Rules that an executed move breaks now; a rule that cannot tell breaks nothing here.</summary>
    public IReadOnlyList<BreachPayload> Breaches(RuleMove move, RuleState state, in RuleSituation now)
    {
        List<BreachPayload>? breaches = null;
        for (var i = 0; i < Set.Rules.Count; i++)
        {
            if (Set.Judge(i, state, now, move) != RuleAnswer.Broken)
                continue;
            var (rule, hash) = _byKey[Set.Rules[i].Key];
            (breaches ??= []).Add(new(rule.Key, rule.Version, hash, SafeSentence(rule, $"Broke rule {rule.Key}.")));
        }

        return breaches ?? (IReadOnlyList<BreachPayload>)[];
    }

    /// <summary>Rules that stop something now which a person can free: by an approval, or by clearing a hand-over.</summary>
    public IReadOnlyList<RuleWait> Waits(RuleState state, in RuleSituation now)
    {
        List<RuleWait>? waits = null;
        for (var i = 0; i < Set.Rules.Count; i++)
        {
            if (FreeableBy(Set.Rules[i].Key, Set.Rules[i].Version) is not { } wait || IsApproved(wait, now))
                continue;
            List<int> stopped = [];
            foreach (var action in Moves.Actions.Where(a => Moves.Standing.Contains(a.Number)))
                if (Set.Judge(i, state, now, action.Move) == RuleAnswer.Broken)
                    stopped.Add(action.Number);
            if (stopped.Count > 0)
                (waits ??= []).Add(wait with { Actions = stopped });
        }

        return waits ?? (IReadOnlyList<RuleWait>)[];
    }

    /// <summary>A rule whose stops a person can free; null for another, or another version.</summary>
    public RuleWait? FreeableBy(string key, int version)
    {
        if (!_byKey.TryGetValue(key, out var found) || found.Rule.Version != version || !found.Rule.Effect.TakesOut)
            return null;
        var role = found.Rule.Body is CeilingRule ceiling ? ceiling.Role : found.Rule.Effect.Role;
        return role is null && found.Rule.Body is not HandOverRule ? null : new RuleWait(key, version, role, SafeSentence(found.Rule, $"Blocked by rule {key}: condition true."), []);
    }

    private static bool IsApproved(RuleWait wait, in RuleSituation now) =>
        wait.Role is { } role && now.Approvals is { } approvals && approvals.Contains(new(role, wait.Rule, wait.Version));

    private LayerAnswer Result(FilterAnswer answer, RuleState state)
    {
        List<BlockedPayload>? blocked = null;
        List<NotedPayload>? noted = null;
        foreach (var number in Moves.Standing)
        {
            if (_filter.WhyBlocked(answer, number, state) is { } why)
                (blocked ??= []).Add(Payload(number, why));
            if (_filter.WhyNoted(answer, number, state) is { } note)
                (noted ??= []).Add(new(number, note.Rule, _byKey[note.Rule].Hash, note.Sentence, note.Version, Warns(_byKey[note.Rule].Rule)));
        }

        return new(answer.Eligible.ToArray(), blocked ?? (IReadOnlyList<BlockedPayload>)[], noted ?? (IReadOnlyList<NotedPayload>)[], answer.Forced, answer.Alarm);
    }

    private static bool Warns(SentenceRule rule) => rule.Effect.Kind == BreachEffectKind.Warn || (rule.Effect.TakesOut && rule.OnUnknown == UnknownAnswer.Warn);

    private BlockedPayload Payload(int number, RuleReason why) => new(number, why.Rule, _byKey[why.Rule].Hash, why.Sentence, why.Version);

    // The sentence of a rule about a protected fact would tell that its condition is true.
    private string SafeSentence(SentenceRule rule, string otherwise) =>
        rule.Body.Facts.All(f => Set.Vocabulary.Facts.Any(known => known.Key == f && known.Usages.HasFlag(Engine.Contexts.FactUsages.Policy)))
            ? RuleText.Render(rule)
            : otherwise;

    private static (List<SentenceRule> Rules, List<SentencePart> Broken) Read(IReadOnlyList<SentencePart> parts, RuleVocabulary vocabulary)
    {
        List<SentenceRule> rules = [];
        List<SentencePart> broken = [];
        foreach (var part in parts)
        {
            try
            {
                rules.Add(RuleDocument.Read(part.Document) with { Key = part.Key, Version = part.Version });
            }
            catch (RuleFormatException)
            {
                broken.Add(part);
            }
        }

        foreach (var place in RuleSetCheck.Check(rules, vocabulary).Select(e => RuleFitness.RuleAt(e) ?? 0).Distinct().OrderDescending().ToList())
        {
            broken.Add(parts.First(p => p.Key == rules[place].Key));
            rules.RemoveAt(place);
        }

        return (rules, broken);
    }
}

/// <summary>What a layer of rules leaves of a turn.</summary>
/// <param name="Eligible">Ascending, at least one.</param>
/// <param name="Blocked">By action number; one rule an action.</param>
/// <param name="Noted">Actions that stay eligible although a rule warns of them or records them.</param>
/// <param name="Forced">Only the fallback was left.</param>
/// <param name="Alarm">A rule could not be evaluated.</param>
internal sealed record LayerAnswer(int[] Eligible, IReadOnlyList<BlockedPayload> Blocked, IReadOnlyList<NotedPayload> Noted, bool Forced, bool Alarm);
