using System.Globalization;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance;

/// <summary>The one English sentence of a rule, made from its parts.</summary>
public static class RuleSentence
{
    /// <summary>The rule in words, for people who may read rules. It names facts and limits, so it is no answer to a caller of the API.</summary>
    public static string Of(ActionRule rule) => rule.Form switch
    {
        ActionRuleForm.ForbidWhenFact => $"Never {Join(rule.Acts, "or")} when {rule.Fact} {Words(rule.Comparison)} {Words(rule.Operand)}.",
        ActionRuleForm.RequireBefore =>
            $"Before {Join(rule.Acts, "or")}, the {(rule.PrerequisiteSpeaker == Speaker.Agent ? "agent" : "customer")} must have done {rule.Prerequisite}.",
        _ => throw new ArgumentException($"Rule {rule.Key} has the unknown form {rule.Form}.", nameof(rule)),
    };

    /// <summary>Why the rule blocks. Of a fact that is no policy fact it says neither value nor limit, nor whether the fact is known.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="policyFact">The rule's fact has the usage policy, so the caller brought it into the conversation itself.</param>
    /// <param name="known">The fact had a value of the right type.</param>
    public static string WhenBlocked(ActionRule rule, bool policyFact, bool known)
    {
        if (rule.Form != ActionRuleForm.ForbidWhenFact)
            return Of(rule);
        if (!policyFact)
            return $"Blocked by rule {rule.Key}: condition true.";
        return known ? Of(rule) : $"{Of(rule)} {rule.Fact} is not known.";
    }

    private static string Join(IReadOnlyList<string> acts, string last) => acts.Count switch
    {
        0 => "nothing",
        1 => acts[0],
        _ => $"{string.Join(", ", acts.Take(acts.Count - 1))} {last} {acts[^1]}",
    };

    private static string Words(FactComparison comparison) => comparison switch
    {
        FactComparison.Equal => "is",
        FactComparison.NotEqual => "is not",
        FactComparison.AtLeast => "is at least",
        FactComparison.AtMost => "is at most",
        _ => throw new ArgumentException($"Unknown comparison {comparison}.", nameof(comparison)),
    };

    private static string Words(FactValue operand) => operand.Kind switch
    {
        FactValueKind.Number => operand.Number.ToString("R", CultureInfo.InvariantCulture),
        FactValueKind.Word => operand.Word ?? "",
        FactValueKind.Flag => operand.Number != 0 ? "true" : "false",
        FactValueKind.Withheld => "withheld",
        _ => "unknown",
    };
}
