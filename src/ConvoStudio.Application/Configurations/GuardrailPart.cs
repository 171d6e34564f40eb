using System.Text.Json.Serialization;

namespace ConvoStudio.Application.Configurations;

/// <summary>A metric that must not get worse than its limit; the test is one-sided and may be looked at any time.</summary>
/// <param name="Margin">In the metric's own unit: how much worse than control, above 0; or the value itself with <see cref="GuardrailLimit.Fixed"/>.</param>
/// <param name="Effect">What a breach does.</param>
/// <param name="Harm">Which way does harm.</param>
/// <param name="Limit">What the margin is measured from.</param>
public sealed record GuardrailPart(
    ExperimentMetric Metric, double Margin, GuardrailEffect Effect,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] GuardrailHarm Harm = GuardrailHarm.Falls,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] GuardrailLimit Limit = GuardrailLimit.Control);

/// <summary>Which way a guarded metric does harm; the numbers are stored.</summary>
public enum GuardrailHarm
{
    /// <summary>Less is worse, as with conversions.</summary>
    Falls = 0,

    /// <summary>More is worse, as with complaints.</summary>
    Rises = 1,
}

/// <summary>What a guardrail's margin is measured from; the numbers are stored.</summary>
public enum GuardrailLimit
{
    /// <summary>From control: how much worse an arm may be.</summary>
    Control = 0,

    /// <summary>A value that the arm itself must not pass, whatever control does.</summary>
    Fixed = 1,
}

/// <summary>What a breached guardrail does by itself; the numbers are stored.</summary>
public enum GuardrailEffect
{
    /// <summary>The arm gets no new units.</summary>
    PauseArm = 0,

    /// <summary>The whole experiment pauses.</summary>
    PauseExperiment = 1,
}
