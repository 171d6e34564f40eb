using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Web.Api;

/// <summary>What an experiment fixes before its first customer. What is left out has its usual value.</summary>
/// <param name="Metric">conversion, reward, engagement or value.</param>
/// <param name="LeastEffect">The smallest difference worth having: 0.02 are two points of conversion.</param>
/// <param name="Alpha">Error rate over all looks together.</param>
/// <param name="Unit">conversation or customer.</param>
/// <param name="Audience">All must hold at the first decision.</param>
/// <param name="Traffic">Share of the layer, above 0 and up to 1.</param>
/// <param name="Layer">Experiments of one layer never share a customer.</param>
/// <param name="Allocation">How shares move; none when they stay.</param>
/// <param name="Cap">A conversation counts with this much value or reward at most; left out, every one counts as it is.</param>
internal sealed record PlanRequest(
    ExperimentMetric? Metric, double? LeastEffect, double? Alpha, ExperimentUnit? Unit, IReadOnlyList<AudienceRequest?>? Audience, double? Traffic, string? Layer,
    IReadOnlyList<GuardrailRequest?>? Guardrails, AllocationRequest? Allocation, double? Cap = null)
{
    public ExperimentPlan ToPlan()
    {
        var usual = ExperimentPlan.Usual;
        var traffic = Traffic ?? 1;
        return new ExperimentPlan(
            Metric ?? usual.Metric, LeastEffect ?? usual.LeastEffect, Alpha ?? usual.Alpha, Unit ?? usual.Unit, [.. (Audience ?? []).Select(a => (a ?? new(null, null, null)).ToClause())],
            Layer ?? usual.Layer,
            // A share out of range is no bucket at all: the service says so under the field's name.
            traffic is > 0 and <= 1 ? [new BucketRange(0, LayerSpace.LengthOf(traffic))] : [],
            [.. (Guardrails ?? []).Select(g => (g ?? new(null, null, null)).ToPart())], Allocation?.ToPart(), Cap: Cap);
    }
}

/// <summary>A condition on a fact that policies may use, or on the channel.</summary>
/// <param name="Test">is-one-of, is-none-of, at-least, at-most or is-known.</param>
internal sealed record AudienceRequest(string? Fact, AudienceTest? Test, IReadOnlyList<string?>? Values)
{
    public AudienceClause ToClause() => new(Fact ?? "", Test ?? AudienceTest.IsOneOf, [.. (Values ?? []).OfType<string>()]);
}

/// <summary>What must not get worse meanwhile.</summary>
/// <param name="Metric">conversion, reward, engagement, value, complaint, opt-out or hand-over.</param>
/// <param name="Margin">How much worse than control an arm may be; with limit fixed the value it must not pass. 0.02 are two points of a share.</param>
/// <param name="Effect">pause-arm or pause-experiment.</param>
/// <param name="Harm">falls or rises: which way does harm; left out, it falls for conversion, reward, engagement and value, and rises for the others.</param>
/// <param name="Limit">control or fixed; control where it is left out.</param>
internal sealed record GuardrailRequest(ExperimentMetric? Metric, double? Margin, GuardrailEffect? Effect, GuardrailHarm? Harm = null, GuardrailLimit? Limit = null)
{
    public GuardrailPart ToPart() => new(
        Metric ?? (ExperimentMetric)(-1), Margin ?? 0, Effect ?? GuardrailEffect.PauseExperiment,
        Harm ?? (Metric is { } metric && !metric.MayDecide() ? GuardrailHarm.Rises : GuardrailHarm.Falls), Limit ?? GuardrailLimit.Control);
}

/// <summary>How shares move; shares between 0 and 1.</summary>
/// <param name="TopShare">Part of the arm that looks best, above 0 and up to 1; counts when the purpose is find-best.</param>
/// <param name="Purpose">find-best (usual) or lose-least, which chooses that part anew at each move.</param>
internal sealed record AllocationRequest(
    double? Floor, double? Ceiling, double? ControlShare, int? BurnIn, int? Every, double? TopShare, long? ExposureBudget, double? RegretBudget, AllocationPurpose? Purpose)
{
    public AllocationPart ToPart()
    {
        var usual = AllocationPart.Usual;
        return new(
            Floor ?? usual.Floor, Ceiling ?? usual.Ceiling, ControlShare ?? usual.ControlShare, BurnIn ?? usual.BurnIn, Every ?? usual.Every, TopShare ?? usual.TopShare,
            ExposureBudget, RegretBudget)
        {
            Purpose = Purpose ?? usual.Purpose,
        };
    }
}
