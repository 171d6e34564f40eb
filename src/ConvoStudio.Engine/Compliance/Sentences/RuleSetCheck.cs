using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>Finds what is wrong with rules before they come into force: each by itself, then together.</summary>
public static class RuleSetCheck
{
    /// <summary>Errors with their place ("rules[3].when.fact"); empty when the set may be used.</summary>
    public static IReadOnlyList<FieldError> Check(IReadOnlyList<SentenceRule> rules, RuleVocabulary vocabulary)
    {
        if (rules.Count > RuleLimits.MostRules)
            return [new("rules", $"{rules.Count} rules; a set has at most {RuleLimits.MostRules}.")];
        var errors = new List<FieldError>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rules.Count; i++)
        {
            errors.AddRange(Check(rules[i], vocabulary, $"rules[{i}]"));
            if (!keys.Add(rules[i].Key))
                errors.Add(new($"rules[{i}].key", $"The key {rules[i].Key} occurs twice."));
        }
        errors.AddRange(CyclicWaits(rules));
        return errors;
    }

    /// <summary>Errors of one rule.</summary>
    public static IReadOnlyList<FieldError> Check(SentenceRule rule, RuleVocabulary vocabulary, string place = "rule")
    {
        var check = new RuleCheck(vocabulary, place);
        if (string.IsNullOrWhiteSpace(rule.Key))
            check.Refuse("key", "A rule needs a key.");
        if (rule.Version < 1)
            check.Refuse("version", "Must be 1 or more.");
        if (rule.Citation is not null && string.IsNullOrWhiteSpace(rule.Citation))
            check.Refuse("citation", "Must say something.");
        if (rule is { From: { } from, Until: { } until } && until <= from)
            check.Refuse("effectiveUntil", $"Must be after {from:yyyy-MM-dd}, or the rule never holds.");
        if (rule.Effect.Kind == BreachEffectKind.NeedsApproval)
            check.Role("effect.approvalOf", rule.Effect.Role ?? "");
        if (rule is { Body: EligibilityRule, OnUnknown: UnknownAnswer.Warn or UnknownAnswer.Allow })
            check.Refuse("onUnknown", "Unknown never makes a customer eligible.");
        check.Scope(rule.Scope);
        rule.Body.Check(check);
        return check.Errors;
    }

    /// <summary>Acts that wait for each other can never be said: D before A and A before D.</summary>
    private static IEnumerable<FieldError> CyclicWaits(IReadOnlyList<SentenceRule> rules)
    {
        var waits = rules.Select((rule, i) => (Rule: rule, Place: i)).Where(w => w.Rule is { Effect.TakesOut: true, Body: RequireBeforeRule { By: Contexts.Speaker.Agent } })
            .Select(w => (Body: (RequireBeforeRule)w.Rule.Body, w.Place, Everywhere: w.Rule.Scope == RuleScope.Everywhere))
            .Where(w => w.Everywhere && w.Body.Actions is { Acts.Count: > 0, Stages.Count: 0, Tags.Count: 0 }).ToList();
        var stuck = waits.SelectMany(w => w.Body.Actions.Acts).ToHashSet(StringComparer.Ordinal);
        // An act gets free when each rule about it has a prerequisite that is free.
        while (stuck.FirstOrDefault(act => waits.All(w => !w.Body.Actions.Acts.Contains(act) || w.Body.Prerequisite.Any(d => !stuck.Contains(d)))) is { } free)
            stuck.Remove(free);
        return waits.Where(w => w.Body.Actions.Acts.Any(stuck.Contains) && w.Body.Prerequisite.All(stuck.Contains)).Select(w => new FieldError(
            $"rules[{w.Place}].prerequisite",
            $"{string.Join(" or ", w.Body.Actions.Acts)} waits for {string.Join(" or ", w.Body.Prerequisite)}, which waits for it in turn: none could ever be said."));
    }
}
