namespace ConvoStudio.Engine.Experiments;

/// <summary>What the limit of a guardrail is measured from.</summary>
public enum GuardrailBasis
{
    /// <summary>How much worse than control an arm may be: a non-inferiority margin in the metric's unit, 0 or more.</summary>
    Control,

    /// <summary>A value that the arm itself must not pass.</summary>
    Absolute,
}
