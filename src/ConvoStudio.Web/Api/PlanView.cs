using ConvoStudio.Application.Configurations;

namespace ConvoStudio.Web.Api;

/// <summary>What an experiment fixes before its first customer.</summary>
/// <param name="Traffic">Share of the layer that takes part, in (0, 1].</param>
/// <param name="Allocation">How shares move; left out when they stay.</param>
/// <param name="Testers">Customers who always get one arm; their keys are not kept.</param>
/// <param name="Cap">A conversation counts with this much of the metric at most; left out when every one counts as it is.</param>
public sealed record PlanView(
    string Metric, double LeastEffect, double Alpha, string Unit, IReadOnlyList<AudienceView> Audience, double Traffic, string Layer, IReadOnlyList<GuardrailView> Guardrails,
    AllocationView? Allocation, IReadOnlyList<TesterView> Testers, double? Cap = null)
{
    internal static PlanView Of(ExperimentPlan plan) => new(
        ApiWords.Of(plan.Metric), plan.LeastEffect, plan.Alpha, ApiWords.Of(plan.Unit), [.. plan.Audience.Select(a => new AudienceView(a.Fact, ApiWords.Of(a.Test), a.Values))],
        plan.Traffic, plan.Layer, [.. plan.Guardrails.Select(g => new GuardrailView(ApiWords.Of(g.Metric), g.Margin, ApiWords.Of(g.Effect), ApiWords.Of(g.Harm), ApiWords.Of(g.Limit)))],
        plan.Allocation is { } allocation ? AllocationView.Of(allocation) : null,
        [.. (plan.Testers ?? []).Select(t => new TesterView(t.CustomerHash, t.Note, t.Arm))], plan.Cap);
}

/// <summary>A condition on who takes part.</summary>
public sealed record AudienceView(string Fact, string Test, IReadOnlyList<string> Values);

/// <summary>What must not get worse meanwhile.</summary>
/// <param name="Harm">falls or rises: which way does harm.</param>
/// <param name="Limit">control when the margin is measured from there; fixed when it is the value itself.</param>
public sealed record GuardrailView(string Metric, double Margin, string Effect, string Harm, string Limit);

/// <summary>How shares move.</summary>
/// <param name="TopShare">Part of the arm that looks best when the purpose is find-best.</param>
/// <param name="Purpose">find-best or lose-least.</param>
public sealed record AllocationView(double Floor, double Ceiling, double ControlShare, int BurnIn, int Every, double TopShare, long? ExposureBudget, double? RegretBudget, string Purpose)
{
    internal static AllocationView Of(AllocationPart part) =>
        new(part.Floor, part.Ceiling, part.ControlShare, part.BurnIn, part.Every, part.TopShare, part.ExposureBudget, part.RegretBudget, ApiWords.Of(part.Purpose));
}

/// <summary>A customer who tries an arm out.</summary>
/// <param name="Id">To remove the tester by; a hash, not the customer's key.</param>
public sealed record TesterView(string Id, string Note, string Arm);
