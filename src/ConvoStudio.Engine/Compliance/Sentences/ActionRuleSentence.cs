using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Rules;

namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>The two earlier rule forms as sentences that block the same moves.</summary>
public static class ActionRuleSentence
{
    /// <summary>The sentence rule, version 1, with the same key.</summary>
    /// <exception cref="ArgumentException">The rule's form is unknown or lacks its slots.</exception>
    public static SentenceRule Of(ActionRule rule)
    {
        var actions = ActionPattern.OfActs([.. rule.Acts]);
        RuleBody body = rule switch
        {
            { Form: ActionRuleForm.ForbidWhenFact, Fact: { } fact } => new ForbidRule(actions, new FactIs(fact, rule.Comparison, rule.Operand)),
            { Form: ActionRuleForm.RequireBefore, Prerequisite: { } prerequisite } => new RequireBeforeRule(actions, [prerequisite], rule.PrerequisiteSpeaker, false, null),
            _ => throw new ArgumentException($"Rule {rule.Key} is no {rule.Form} with its slots filled.", nameof(rule)),
        };
        return new(rule.Key, 1, body);
    }
}
