using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.LiveMetrics;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>A plan in sentences: nobody reads the name of an enum.</summary>
internal static class PlanWords
{
    public static string Metric(ExperimentMetric metric, IStringLocalizer<ExperimentTexts> texts) => texts[$"Metric-{metric}"];

    public static string Audience(ExperimentPlan plan, IReadOnlyList<PlaybookFact> facts, IStringLocalizer<ExperimentTexts> texts) =>
        plan.Audience.Count == 0 ? texts["Everybody"] : string.Join(texts["And"], plan.Audience.Select(clause => Clause(clause, facts, texts)));

    public static string Clause(AudienceClause clause, IReadOnlyList<PlaybookFact> facts, IStringLocalizer<ExperimentTexts> texts)
    {
        var fact = facts.FirstOrDefault(f => f.Key == clause.Fact);
        var name = clause.Fact == AudienceClause.Channel ? texts["TheChannel"].Value : clause.Fact;
        var values = clause.Values.Select(value => Value(value, fact, texts));
        return texts[$"Clause-{clause.Test}", name, string.Join(texts["Or"], values)];
    }

    public static string Value(string value, PlaybookFact? fact, IStringLocalizer<ExperimentTexts> texts) => fact?.Type switch
    {
        FactType.Flag => value == "true" ? texts["Yes"] : texts["No"],
        FactType.Number when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => Numbers.Reward(number),
        _ => value,
    };

    public static string Effect(ExperimentPlan plan, IStringLocalizer<ExperimentTexts> texts) =>
        texts["PlanEffect", plan.Metric.Written(plan.LeastEffect), Metric(plan.Metric, texts).ToLowerInvariant(), Numbers.Rate(plan.Alpha)]
        + (plan.Cap is { } cap ? " " + texts["PlanCap", plan.Metric.Level(cap)] : "");

    public static string Traffic(ExperimentPlan plan, IStringLocalizer<ExperimentTexts> texts) => texts["PlanTraffic", Numbers.Rate(plan.Traffic), plan.Layer];

    public static string Guardrail(GuardrailPart guardrail, IStringLocalizer<ExperimentTexts> texts) =>
        texts[
            $"Guardrail-{guardrail.Harm}-{guardrail.Limit}", Metric(guardrail.Metric, texts),
            guardrail.Limit == GuardrailLimit.Fixed ? guardrail.Metric.Level(guardrail.Margin) : guardrail.Metric.Written(guardrail.Margin), texts[$"GuardrailDoes-{guardrail.Effect}"].Value];

    public static string Allocation(ExperimentPlan plan, IStringLocalizer<ExperimentTexts> texts)
    {
        if (plan.Allocation is not { } allocation)
            return texts["SharesFixed"];
        var words = texts["SharesMove", Numbers.Rate(allocation.ControlShare), Numbers.Rate(allocation.Floor), Numbers.Rate(allocation.Ceiling), Numbers.Count(allocation.Every), Numbers.Count(allocation.BurnIn)].Value;
        words += " " + texts[$"PlanPurpose-{allocation.Purpose}", Numbers.Rate(allocation.TopShare)];
        if (allocation.ExposureBudget is { } exposure) words += " " + texts["ExposureEnds", Numbers.Count(exposure)];
        if (allocation.RegretBudget is { } regret) words += " " + texts["RegretEnds", Numbers.Reward(regret)];
        return words;
    }

    public static string Fix(LaunchQuestion question, IStringLocalizer<ExperimentTexts> texts) => texts[$"Fix-{question}"];
}
