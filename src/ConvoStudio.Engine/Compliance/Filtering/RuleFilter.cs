using System.Numerics;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;

namespace ConvoStudio.Engine.Compliance.Filtering;

/// <summary>Takes out of a turn what rules forbid. Compiled once for a rule set and the playbook's actions; immutable and safe for any number of readers.</summary>
public sealed class RuleFilter
{
    private readonly RuleSet _rules;
    private readonly RuleAction[] _actions;
    private readonly int[] _numbers;
    private readonly RuleGroups[] _groups;
    private readonly MoveShape[] _moves;
    private readonly string[] _sentences;
    private readonly bool[] _silent;
    private readonly int _fallback;
    private readonly int _words;

    /// <summary>Prepares the filter.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="actions">All actions.</param>
    /// <param name="fallback">Number of the action answered when nothing is left.</param>
    /// <exception cref="ArgumentException">An action number is negative or occurs twice, or the fallback is no action.</exception>
    public RuleFilter(RuleSet rules, IReadOnlyList<RuleAction> actions, int fallback)
    {
        _rules = rules;
        _actions = [.. actions.OrderBy(a => a.Number)];
        _numbers = [.. _actions.Select(a => a.Number)];
        if (_numbers.Any(n => n < 0) || _numbers.Distinct().Count() != _numbers.Length)
            throw new ArgumentException("Action numbers must be 0 or more and differ.", nameof(actions));
        _fallback = Array.BinarySearch(_numbers, fallback);
        if (_fallback < 0)
            throw new ArgumentException($"The fallback {fallback} is not an action.", nameof(fallback));
        _words = (_actions.Length + 63) / 64;
        _moves = [.. _actions.Select(a => new MoveShape(a.Move, rules.Names))];
        _groups = [.. rules.Monitors.Select((m, i) => new RuleGroups(i, m, _moves, _words)).Where(g => g.Views.Length > 0)];
        _sentences = [.. rules.Rules.Select(RuleText.Render)];
        _silent = [.. rules.Rules.Select(r => r.Body.Facts.Any(f => !rules.Names.PolicyReads(f)))];
    }

    /// <summary>An answer to be filled, turn after turn.</summary>
    public FilterAnswer NewAnswer() => new(_actions.Length, _rules.Rules.Count, _words);

    /// <summary>Fills the answer. Allocates nothing.</summary>
    /// <param name="offered">Action numbers the client allows this turn in any order; null for all. Unknown numbers are left out.</param>
    /// <param name="state">The state of the trace.</param>
    /// <param name="now">The situation of the decision.</param>
    /// <param name="answer">Is filled.</param>
    public void Filter(int[]? offered, RuleState state, in RuleSituation now, FilterAnswer answer)
    {
        answer.Clear();
        Offer(offered, answer.Offered);
        answer.Offered.CopyTo(answer.Left, 0);
        var shape = _rules.Shape(now);
        var handOver = false;
        foreach (var group in _groups)
        {
            try
            {
                handOver |= Apply(group, state, shape, answer);
            }
            catch (Exception)
            {
                // A rule that cannot be evaluated must not let anything through, and must not stop the answer either.
                answer.Alarm = answer.Failed[group.Rule] = true;
                foreach (var mask in group.Masks)
                    TakeOut(group.Rule, mask, answer);
            }
        }
        if (handOver)
            answer.Left[_fallback >> 6] |= 1UL << (_fallback & 63);
        for (var word = 0; word < _words; word++)
            for (var left = answer.Left[word]; left != 0; left &= left - 1)
                answer.Add(_numbers[(word << 6) + BitOperations.TrailingZeroCount(left)]);
        if (answer.Eligible.IsEmpty)
        {
            answer.Add(_numbers[_fallback]);
            answer.Forced = true;
        }
    }

    /// <summary>Why an action is not eligible; null when it is, or was not offered.</summary>
    /// <param name="answer">An answer this filter filled.</param>
    /// <param name="number">The action.</param>
    /// <param name="state">The state it was filled from.</param>
    public RuleReason? WhyBlocked(FilterAnswer answer, int number, RuleState state) => Why(answer, answer.BlockedBy, number, state);

    /// <summary>The first rule that warns of an action or records it, though it stays eligible; null for none.</summary>
    /// <inheritdoc cref="WhyBlocked"/>
    public RuleReason? WhyNoted(FilterAnswer answer, int number, RuleState state) => Why(answer, answer.NotedBy, number, state);

    private RuleReason? Why(FilterAnswer answer, int[] by, int number, RuleState state)
    {
        var place = Array.BinarySearch(_numbers, number);
        if (place < 0 || by[place] == FilterAnswer.None)
            return null;
        var monitor = _rules.Monitors[by[place]];
        var rule = monitor.Rule;
        if (answer.Failed[by[place]])
            return new(rule.Key, rule.Version, $"Rule {rule.Key} could not be evaluated, so it blocks.");
        if (_silent[by[place]])
            return new(rule.Key, rule.Version, $"Blocked by rule {rule.Key}: condition true.");
        var view = monitor.View(_moves[place])!.Value;
        var sentence = _sentences[by[place]];
        return new(rule.Key, rule.Version, monitor.Detail(state, view) is { } detail ? $"{sentence} {detail}" : sentence);
    }

    private static bool Apply(RuleGroups group, RuleState state, in SituationShape now, FilterAnswer answer)
    {
        var monitor = group.Monitor;
        if (!monitor.InForce(now))
            return false;
        var handOver = false;
        for (var i = 0; i < group.Views.Length; i++)
        {
            var said = monitor.Judge(state, now, group.Views[i]);
            if (said == RuleAnswer.Kept)
                continue;
            var effect = EffectOf(monitor.Rule, said, now.Approvals);
            if (effect.TakesOut)
                handOver |= TakeOut(group.Rule, group.Masks[i], answer) && effect.Kind == BreachEffectKind.HandOver;
            else
                Note(group.Rule, group.Masks[i], answer);
        }
        return handOver;
    }

    /// <summary>A rule that takes nothing out when it is broken takes nothing out when it cannot tell.</summary>
    private static BreachEffect EffectOf(SentenceRule rule, RuleAnswer said, IReadOnlySet<RuleApproval>? approvals)
    {
        if (rule.Effect is { Kind: BreachEffectKind.NeedsApproval, Role: { } role } && approvals is not null && approvals.Contains(new(role, rule.Key, rule.Version)))
            return new(BreachEffectKind.RecordOnly);
        if (said == RuleAnswer.Broken || !rule.Effect.TakesOut)
            return rule.Effect;
        return rule.OnUnknown switch
        {
            UnknownAnswer.HandOver => new(BreachEffectKind.HandOver),
            UnknownAnswer.Warn => new(BreachEffectKind.Warn),
            UnknownAnswer.Allow => new(BreachEffectKind.RecordOnly),
            _ => default,
        };
    }

    private static bool TakeOut(int rule, ulong[] mask, FilterAnswer answer)
    {
        var any = false;
        for (var word = 0; word < mask.Length; word++)
        {
            var hit = mask[word] & answer.Offered[word];
            any |= hit != 0;
            answer.Left[word] &= ~hit;
            First(rule, hit, word, answer.BlockedBy);
        }
        return any;
    }

    private static void Note(int rule, ulong[] mask, FilterAnswer answer)
    {
        for (var word = 0; word < mask.Length; word++)
            First(rule, mask[word] & answer.Offered[word], word, answer.NotedBy);
    }

    private static void First(int rule, ulong hit, int word, int[] by)
    {
        for (; hit != 0; hit &= hit - 1)
        {
            ref var place = ref by[(word << 6) + BitOperations.TrailingZeroCount(hit)];
            if (place == FilterAnswer.None)
                place = rule;
        }
    }

    private void Offer(int[]? offered, ulong[] mask)
    {
        mask.AsSpan().Clear();
        if (offered is null)
            for (var place = 0; place < _actions.Length; place++)
                mask[place >> 6] |= 1UL << (place & 63);
        foreach (var number in offered ?? [])
            if (Array.BinarySearch(_numbers, number) is >= 0 and var place)
                mask[place >> 6] |= 1UL << (place & 63);
    }
}
