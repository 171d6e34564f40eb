using ConvoStudio.Application.Configurations;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>A guardrail as it is being typed.</summary>
public sealed class GuardrailDraft
{
    public ExperimentMetric Metric { get; set; }

    /// <summary>Points for conversion, else the metric's own unit.</summary>
    public double? Margin { get; set; }

    public GuardrailEffect Effect { get; set; }

    public GuardrailPart ToPart() => new(Metric, MetricUnits.Stored(Metric, Margin), Effect);

    public static GuardrailDraft Of(GuardrailPart part) => new() { Metric = part.Metric, Margin = MetricUnits.Typed(part.Metric, part.Margin), Effect = part.Effect };
}
