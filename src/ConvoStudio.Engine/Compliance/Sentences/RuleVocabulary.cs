using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>The names rules of one playbook may use.</summary>
public sealed record RuleVocabulary
{
    /// <summary>Kinds of act of both speakers.</summary>
    public ValueList<string> Acts { get; init; } = [];

    /// <summary>Acts that end the conversation.</summary>
    public ValueList<string> EndingActs { get; init; } = [];

    /// <summary>Acts that hand the customer over to a person.</summary>
    public ValueList<string> HandOverActs { get; init; } = [];

    /// <summary>Acts that stand outside all rules: a move with one of them is never blocked.</summary>
    public ValueList<string> StopActs { get; init; } = [];

    /// <summary>Product keys.</summary>
    public ValueList<string> Products { get; init; } = [];

    /// <summary>Stages of the talk.</summary>
    public ValueList<string> Stages { get; init; } = [];

    /// <summary>Tags of actions.</summary>
    public ValueList<string> Tags { get; init; } = [];

    /// <summary>Channels.</summary>
    public ValueList<string> Channels { get; init; } = [];

    /// <summary>Jurisdictions.</summary>
    public ValueList<string> Jurisdictions { get; init; } = [];

    /// <summary>Segments of customers.</summary>
    public ValueList<string> Segments { get; init; } = [];

    /// <summary>Numbers an action may carry (price, discount).</summary>
    public ValueList<string> Numbers { get; init; } = [];

    /// <summary>Purposes of consent.</summary>
    public ValueList<string> Purposes { get; init; } = [];

    /// <summary>Roles that may approve.</summary>
    public ValueList<string> Roles { get; init; } = [];

    /// <summary>Declared facts.</summary>
    public ValueList<FactDefinition> Facts { get; init; } = [];
}
