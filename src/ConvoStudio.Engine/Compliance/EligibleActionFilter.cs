using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance;

/// <summary>The rule filter for callers that ask once; who asks often keeps a <see cref="CompiledRules"/>.</summary>
public static class EligibleActionFilter
{
    /// <summary>Takes out of the offered actions what a rule forbids in this state. An unknown or withheld fact blocks.</summary>
    /// <param name="actions">All actions of the playbook.</param>
    /// <param name="rules">Rules in force.</param>
    /// <param name="offered">Action numbers the client allows this turn; null for all.</param>
    /// <param name="state">The state of the turn.</param>
    /// <param name="protectedFacts">Facts from the protected store; they go before those of the state.</param>
    /// <param name="fallback">Number of the action answered when nothing is left.</param>
    /// <param name="policyFacts">Keys of facts with the usage policy; null for none, which keeps every sentence silent about values.</param>
    public static FilterResult Filter(
        IReadOnlyList<TalkTrackAction> actions, IReadOnlyList<ActionRule> rules, IReadOnlyList<int>? offered, ConversationState state,
        IReadOnlyDictionary<string, FactValue> protectedFacts, int fallback, IReadOnlySet<string>? policyFacts = null) =>
        new CompiledRules(actions, rules, policyFacts ?? new HashSet<string>(), fallback).Filter(offered, state, protectedFacts);
}
