using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>A guardrail as it is being typed.</summary>
public sealed class GuardrailDraft
{
    public ExperimentMetric Metric { get; set; }

    /// <summary>Points or percent for a share, else the metric's own unit.</summary>
    public double? Margin { get; set; }

    public GuardrailEffect Effect { get; set; }

    public GuardrailHarm Harm { get; set; }

    public GuardrailLimit Limit { get; set; }

    /// <summary>Takes another metric, with the way that usually does harm.</summary>
    public void Choose(ExperimentMetric metric) => (Metric, Harm) = (metric, metric.MayDecide() ? GuardrailHarm.Falls : GuardrailHarm.Rises);

    public GuardrailPart ToPart() => new(Metric, MetricUnits.Stored(Metric, Margin), Effect, Harm, Limit);

    public static GuardrailDraft Of(GuardrailPart part) => new()
    {
        Metric = part.Metric,
        Margin = MetricUnits.Typed(part.Metric, part.Margin),
        Effect = part.Effect,
        Harm = part.Harm,
        Limit = part.Limit,
    };
}
