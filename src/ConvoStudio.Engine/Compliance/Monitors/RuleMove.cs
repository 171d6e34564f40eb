using ConvoStudio.Engine.Compliance.Sentences;

namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>A move as rules see it: several acts in order, said together.</summary>
/// <param name="Acts">Acts in order.</param>
public sealed record RuleMove(ValueList<string> Acts)
{
    /// <summary>Product key, or null.</summary>
    public string? Product { get; init; }

    /// <summary>Stage of the talk, or null.</summary>
    public string? Stage { get; init; }

    /// <summary>Tags of the action.</summary>
    public ValueList<string> Tags { get; init; } = [];

    /// <summary>Numbers it carries (price, discount), or null.</summary>
    public IReadOnlyDictionary<string, double>? Numbers { get; init; }
}
