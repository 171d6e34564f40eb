namespace ConvoStudio.Engine.Experiments;

/// <summary>Which way a guardrail metric does harm.</summary>
public enum GuardrailDirection
{
    /// <summary>More is worse, as with complaints.</summary>
    HigherIsWorse,

    /// <summary>Less is worse, as with conversions.</summary>
    LowerIsWorse,
}
