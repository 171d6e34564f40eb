using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance;

/// <summary>One rule with the places of the actions it concerns and its sentences ready.</summary>
internal sealed class CompiledRule
{
    private readonly string _whenTrue;
    private readonly string _whenUnknown;

    public CompiledRule(ActionRule rule, TalkTrackAction[] actions, IReadOnlySet<string> policyFacts)
    {
        Rule = rule;
        Places = [.. Enumerable.Range(0, actions.Length).Where(i => Concerns(rule, actions[i].Acts))];
        var policyFact = rule.Fact is not null && policyFacts.Contains(rule.Fact);
        _whenTrue = RuleSentence.WhenBlocked(rule, policyFact, known: true);
        _whenUnknown = RuleSentence.WhenBlocked(rule, policyFact, known: false);
    }

    public ActionRule Rule { get; }

    public int[] Places { get; }

    public bool ConcernsAny => Places.Length > 0;

    /// <summary>The sentence when the rule blocks its actions now, else null.</summary>
    public string? Blocks(ConversationState state, IReadOnlyDictionary<string, FactValue> protectedFacts)
    {
        if (Rule.Form == ActionRuleForm.RequireBefore)
            return Rule.Prerequisite is not null && Done(state).ContainsKey(Rule.Prerequisite) ? null : _whenTrue;
        var fact = FactValue.Unknown;
        if (Rule.Fact is not null && !protectedFacts.TryGetValue(Rule.Fact, out fact))
            fact = state.Facts.GetValueOrDefault(Rule.Fact);
        return FactCondition.Test(fact, Rule.Comparison, Rule.Operand) switch
        {
            ConditionResult.False => null,
            ConditionResult.True => _whenTrue,
            _ => _whenUnknown,
        };
    }

    private System.Collections.Immutable.ImmutableSortedDictionary<string, int> Done(ConversationState state) =>
        Rule.PrerequisiteSpeaker == Speaker.Agent ? state.AgentActs : state.CustomerActs;

    // A move that does the prerequisite itself before the first act the rule speaks of keeps the rule by its own order.
    private static bool Concerns(ActionRule rule, IReadOnlyList<string> acts)
    {
        for (var i = 0; i < acts.Count; i++)
        {
            if (rule.Acts.Contains(acts[i], StringComparer.Ordinal))
                return true;
            if (rule.Form == ActionRuleForm.RequireBefore && rule.PrerequisiteSpeaker == Speaker.Agent && acts[i] == rule.Prerequisite)
                return false;
        }
        return false;
    }
}
