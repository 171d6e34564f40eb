using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Experiments;

/// <summary>What a plan must hold to be saved.</summary>
internal static class PlanCheck
{
    public static FieldErrors Plan(this FieldErrors errors, ExperimentPlan plan, IReadOnlyList<ArmPart> arms, Playbook playbook)
    {
        errors.Require(Enum.IsDefined(plan.Metric), "plan.metric", "Choose a metric.")
            .Require(plan.LeastEffect > 0 && double.IsFinite(plan.LeastEffect), "plan.leastEffect", "State the smallest difference worth having, above 0.")
            .Require(plan.Metric is not (ExperimentMetric.Conversion or ExperimentMetric.Engagement) || plan.LeastEffect < 1, "plan.leastEffect", "A difference of rates is below 100 points.")
            .Require(plan.Alpha is > 0 and < 0.5, "plan.alpha", "Take an error rate above 0 and below 50 %.")
            .Require(Enum.IsDefined(plan.Unit), "plan.unit", "Choose conversations or customers.")
            .Key(plan.Layer, "plan.layer")
            .Require(plan.Buckets.Count > 0 && plan.Buckets.All(b => b.Length > 0 && b.Start >= 0 && b.Start + b.Length <= BucketRange.Whole), "plan.traffic", "Take a share of the traffic above 0 and up to 100 %.");
        for (var i = 0; i < plan.Audience.Count; i++)
            Audience(errors, plan.Audience[i], playbook, string.Create(CultureInfo.InvariantCulture, $"plan.audience[{i}]"));
        for (var i = 0; i < plan.Guardrails.Count; i++)
        {
            var (guardrail, place) = (plan.Guardrails[i], string.Create(CultureInfo.InvariantCulture, $"plan.guardrails[{i}]"));
            errors.Require(Enum.IsDefined(guardrail.Metric) && Enum.IsDefined(guardrail.Effect), place, "Choose a metric and what a breach does.")
                .Require(guardrail.Margin > 0 && double.IsFinite(guardrail.Margin), place, "A guardrail needs a margin above 0.")
                .Require(plan.Guardrails.Take(i).All(g => g.Metric != guardrail.Metric), place, "One guardrail a metric.");
        }

        if (plan.Allocation is { } allocation)
            Allocation(errors, allocation, arms.Count);
        return errors;
    }

    private static void Audience(FieldErrors errors, AudienceClause clause, Playbook playbook, string place)
    {
        var fact = playbook.Facts.FirstOrDefault(f => f.Key == clause.Fact);
        errors.Require(clause.Fact == AudienceClause.Channel || fact is not null, place, $"The playbook has no fact {clause.Fact}.")
            .Require(fact is null || fact.ToDefinition().Usages.HasFlag(FactUsages.Policy), place, $"{clause.Fact} is not for policies, so it cannot choose who takes part.")
            .Require(Enum.IsDefined(clause.Test), place, "Choose how to compare.")
            .Require(clause.Test == AudienceTest.IsKnown || clause.Values.Count > 0, place, "Name at least one value.")
            .Require(
                clause.Test is not (AudienceTest.AtLeast or AudienceTest.AtMost)
                || (clause.Values.Count == 1 && double.TryParse(clause.Values[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)),
                place, "Compare with one number.");
    }

    private static void Allocation(FieldErrors errors, AllocationPart allocation, int arms)
    {
        var others = arms - 1;
        errors.Require(allocation.Floor is >= 0 and < 1 && allocation.Ceiling is > 0 and <= 1 && allocation.Floor <= allocation.Ceiling, "plan.allocation", "Floor and ceiling lie between 0 and 100 %, in this order.")
            .Require(allocation.ControlShare is > 0 and < 1, "plan.allocation.controlShare", "Control keeps a share above 0 and below 100 %.")
            .Require(allocation.ControlShare + (others * allocation.Floor) <= 1 + 1e-9, "plan.allocation", "Control and the floors of the others add up to more than 100 %.")
            .Require(allocation.ControlShare + (others * allocation.Ceiling) >= 1 - 1e-9, "plan.allocation", "Control and the ceilings of the others leave shares without an arm.")
            .Require(allocation.BurnIn >= 1, "plan.allocation.burnIn", "Every arm needs some units before shares move.")
            .Require(allocation.Every >= 1, "plan.allocation.every", "Shares move after at least one closed unit.")
            .Require(Enum.IsDefined(allocation.Purpose), "plan.allocation.purpose", "Choose what shares are moved for.")
            .Require(allocation.TopShare is > 0 and <= 1, "plan.allocation.topShare", "The share of the top arm lies above 0 and up to 100 %.")
            .Require(allocation is { ExposureBudget: null or > 0, RegretBudget: null or > 0 }, "plan.allocation.budget", "A budget is above 0.")
            .Require(allocation.RegretBudget is not { } regret || double.IsFinite(regret), "plan.allocation.budget", "A budget is a number.");
    }
}
