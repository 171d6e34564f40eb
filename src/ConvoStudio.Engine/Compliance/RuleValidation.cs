using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Engine.Compliance;

/// <summary>Finds what is wrong with a rule before it comes into force. A wrong rule that got through would block, never grant.</summary>
public static class RuleValidation
{
    /// <summary>Errors by field; empty when the rule may be used.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="acts">Acts of the playbook.</param>
    /// <param name="facts">Facts of the playbook.</param>
    public static IReadOnlyList<FieldError> Validate(ActionRule rule, IReadOnlySet<string> acts, IReadOnlyList<FactDefinition> facts)
    {
        var errors = new List<FieldError>();
        if (string.IsNullOrWhiteSpace(rule.Key))
            errors.Add(new(nameof(rule.Key), "A rule needs a key."));
        if (rule.Acts.Count == 0)
            errors.Add(new(nameof(rule.Acts), "A rule needs at least one act."));
        foreach (var act in rule.Acts.Where(a => !acts.Contains(a)))
            errors.Add(new(nameof(rule.Acts), $"The playbook has no act {act}."));
        if (rule.Form == ActionRuleForm.RequireBefore)
            ValidatePrerequisite(rule, acts, errors);
        else if (rule.Form == ActionRuleForm.ForbidWhenFact)
            ValidateCondition(rule, facts, errors);
        else
            errors.Add(new(nameof(rule.Form), "Unknown form of rule."));
        return errors;
    }

    private static void ValidatePrerequisite(ActionRule rule, IReadOnlySet<string> acts, List<FieldError> errors)
    {
        if (rule.Prerequisite is null || !acts.Contains(rule.Prerequisite))
            errors.Add(new(nameof(rule.Prerequisite), $"The playbook has no act {rule.Prerequisite}."));
    }

    private static void ValidateCondition(ActionRule rule, IReadOnlyList<FactDefinition> facts, List<FieldError> errors)
    {
        if (facts.FirstOrDefault(f => f.Key == rule.Fact) is not { } fact)
        {
            errors.Add(new(nameof(rule.Fact), $"The playbook has no fact {rule.Fact}."));
            return;
        }
        if ((fact.Usages & (FactUsages.Rules | FactUsages.Policy)) == FactUsages.None)
            errors.Add(new(nameof(rule.Fact), $"The fact {fact.Key} may not be used by rules."));
        var kind = fact.Type switch
        {
            FactType.Number => FactValueKind.Number,
            FactType.Category => FactValueKind.Word,
            _ => FactValueKind.Flag,
        };
        if (rule.Operand.Kind != kind)
            errors.Add(new(nameof(rule.Operand), $"The operand must be a {fact.Type.ToString().ToLowerInvariant()} value."));
        if (rule.Comparison is FactComparison.AtLeast or FactComparison.AtMost && fact.Type != FactType.Number)
            errors.Add(new(nameof(rule.Comparison), "Only numbers have an order."));
    }
}
