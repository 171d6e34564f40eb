namespace ConvoStudio.Engine.Experiments;

/// <summary>How an arm stands to a guardrail.</summary>
public enum GuardrailState
{
    /// <summary>Too few units to say.</summary>
    TooEarly,

    /// <summary>Well inside.</summary>
    Fine,

    /// <summary>The estimate has used 60 % of the limit or more, without proof of a breach.</summary>
    Close,

    /// <summary>Proved to be beyond the limit, at any number of looks.</summary>
    Breached,
}
