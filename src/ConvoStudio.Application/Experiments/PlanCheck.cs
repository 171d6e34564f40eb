using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Experiments;

/// <summary>What a plan must hold to be saved.</summary>
internal static class PlanCheck
{
    public static FieldErrors Plan(this FieldErrors errors, ExperimentPlan plan, IReadOnlyList<ArmPart> arms, Playbook playbook)
    {
        errors.Require(plan.Metric.MayDecide(), "plan.metric", Enum.IsDefined(plan.Metric) ? "This can be guarded, but no experiment is decided by it." : "Choose a metric.")
            .Require(plan.LeastEffect > 0 && double.IsFinite(plan.LeastEffect), "plan.leastEffect", "State the smallest difference worth having, above 0.")
            .Require(plan.Metric is not (ExperimentMetric.Conversion or ExperimentMetric.Engagement) || plan.LeastEffect < 1, "plan.leastEffect", "A difference of rates is below 100 points.")
            .Require(plan.Cap is null || plan.Metric.MayBeCapped(), "plan.cap", "Only values and rewards can be capped.")
            .Require(plan.Cap is null or > 0 && double.IsFinite(plan.Cap ?? 1), "plan.cap", "A cap is above 0.")
            .Require(plan.Alpha is > 0 and < 0.5, "plan.alpha", "Take an error rate above 0 and below 50 %.")
            .Require(Enum.IsDefined(plan.Unit), "plan.unit", "Choose conversations or customers.")
            .Key(plan.Layer, "plan.layer")
            .Require(plan.Buckets.Count > 0 && plan.Buckets.All(b => b.Length > 0 && b.Start >= 0 && b.Start + b.Length <= BucketRange.Whole), "plan.traffic", "Take a share of the traffic above 0 and up to 100 %.");
        for (var i = 0; i < plan.Audience.Count; i++)
            Audience(errors, plan.Audience[i], playbook, string.Create(CultureInfo.InvariantCulture, $"plan.audience[{i}]"));
        for (var i = 0; i < plan.Guardrails.Count; i++)
        {
            var (guardrail, place) = (plan.Guardrails[i], string.Create(CultureInfo.InvariantCulture, $"plan.guardrails[{i}]"));
            Guardrail(errors, guardrail, place);
            errors.Require(plan.Guardrails.Take(i).All(g => g.Metric != guardrail.Metric), place, "One guardrail a metric.");
        }

        if (plan.Allocation is { } allocation)
            Allocation(errors, allocation, arms.Count);
        return errors;
    }

    private static void Guardrail(FieldErrors errors, GuardrailPart guardrail, string place)
    {
        var known = Enum.IsDefined(guardrail.Metric) && Enum.IsDefined(guardrail.Effect) && Enum.IsDefined(guardrail.Harm) && Enum.IsDefined(guardrail.Limit);
        errors.Require(known, place, "Choose a metric, which way does harm, and what a breach does.");
        if (!known)
            return;
        var (share, against) = (guardrail.Metric.IsRate() || guardrail.Metric == ExperimentMetric.Engagement, guardrail.Limit == GuardrailLimit.Control);
        errors.Require(double.IsFinite(guardrail.Margin) && (guardrail.Margin > 0 || !(against || share)), place, against ? "A guardrail needs a margin above 0." : "State the value it must not pass.")
            .Require(!share || !(guardrail.Margin >= 1), place, "A share lies below 100 %.");
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
