using System.Text.Json.Serialization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.LiveMetrics;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>An experiment as it is being typed. Kept as JSON in the browser until it is saved.</summary>
public sealed class ExperimentForm
{
    public const int MostArms = 6;

    // Weights of a bandit's first shares: a thousandth is fine enough to begin with.
    private const double Thousand = 1000;

    public string Name { get; set; } = "";

    public string Key { get; set; } = "";

    public bool KeyTyped { get; set; }

    public string Hypothesis { get; set; } = "";

    public List<ArmDraft> Arms { get; set; } = [];

    public ExperimentUnit Unit { get; set; }

    public List<AudienceDraft> Audience { get; set; } = [];

    public double? TrafficPercent { get; set; } = 100;

    /// <summary>Null for a layer of its own, named by the experiment's key.</summary>
    public string? Layer { get; set; } = ExperimentPlan.MainLayer;

    public ExperimentMetric Metric { get; set; }

    public double? LeastEffect { get; set; } = 2;

    /// <summary>The most one conversation counts with, in the metric's unit; null for no cap.</summary>
    public double? Cap { get; set; }

    public double? AlphaPercent { get; set; } = 5;

    public List<GuardrailDraft> Guardrails { get; set; } = [];

    public bool Bandit { get; set; }

    public AllocationDraft Allocation { get; set; } = new();

    [JsonIgnore]
    public ArmDraft ControlArm => Arms.Find(arm => arm.Control) ?? Arms[0];

    public void MakeControl(ArmDraft control) => Arms.ForEach(arm => arm.Control = arm == control);

    /// <summary>Weights as they are sent. A bandit's begin with control's pinned share and the rest evenly.</summary>
    public uint ShareOf(ArmDraft arm)
    {
        if (!Bandit)
            return (uint)Math.Max(0, arm.Share);
        var control = Math.Clamp((Allocation.ControlPercent ?? 0) / 100, 0.001, 0.999);
        return (uint)Math.Max(1, Math.Round(Thousand * (arm == ControlArm ? control : (1 - control) / Math.Max(1, Arms.Count - 1))));
    }

    public ExperimentPlan ToPlan()
    {
        var traffic = (TrafficPercent ?? 0) / 100;
        return new ExperimentPlan(
            Metric, MetricUnits.Stored(Metric, LeastEffect), (AlphaPercent ?? 0) / 100, Unit, [.. Audience.Select(clause => clause.ToClause())], Layer ?? Key,
            // A share out of range is no bucket at all: the service says so at its field.
            traffic is > 0 and <= 1 ? [new BucketRange(0, LayerSpace.LengthOf(traffic))] : [],
            [.. Guardrails.Select(guardrail => guardrail.ToPart())], Bandit ? Allocation.ToPart() : null,
            Cap: Metric.MayBeCapped() ? Cap : null);
    }

    /// <summary>A form filled from an experiment; arms that were retired and testers stay behind.</summary>
    public static ExperimentForm Of(Experiment experiment)
    {
        var plan = experiment.PlanOrUsual;
        return new ExperimentForm
        {
            Name = experiment.Name,
            Key = experiment.Key,
            KeyTyped = true,
            Hypothesis = experiment.Hypothesis,
            Arms = [.. experiment.ActiveArms.Select(arm => new ArmDraft { Key = arm.Key, Name = arm.Name, Policy = arm.PolicyId, Share = (int)Math.Min(arm.Share, int.MaxValue), Control = arm.Control })],
            Unit = plan.Unit,
            Audience = [.. plan.Audience.Select(AudienceDraft.Of)],
            TrafficPercent = Math.Round(plan.Traffic * 100, 6),
            Layer = plan.Layer == experiment.Key ? null : plan.Layer,
            Metric = plan.Metric,
            LeastEffect = MetricUnits.Typed(plan.Metric, plan.LeastEffect),
            Cap = plan.Cap,
            AlphaPercent = Math.Round(plan.Alpha * 100, 6),
            Guardrails = [.. plan.Guardrails.Select(GuardrailDraft.Of)],
            Bandit = plan.Allocation is not null,
            Allocation = plan.Allocation is { } allocation ? AllocationDraft.Of(allocation) : new(),
        };
    }
}
